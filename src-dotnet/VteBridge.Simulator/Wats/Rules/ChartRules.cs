using System.Globalization;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>A chart and its series: numbers separated by semicolons, as many x as y.</summary>
internal static class ChartRules
{
    public static void Check(JsonPart chart)
    {
        chart.Only(WsjfMembers.Chart);
        if (chart.RequiredText("chartType") is { } type && !WsjfLimits.ChartTypes.Contains(type))
        {
            chart.Problem("chartType", $"is '{type}', allowed are {string.Join(' ', WsjfLimits.ChartTypes)}");
        }
        foreach (var name in new[] { "label", "xLabel", "yLabel" })
        {
            chart.RequiredText(name);
        }
        chart.Text("xUnit", WsjfLimits.Unit);
        chart.Text("yUnit", WsjfLimits.Unit);
        chart.Require("series");
        if (chart.Items("series") is not { } all)
        {
            return;
        }
        if (all.Count == 0)
        {
            chart.Problem("series", "must not be empty");
        }
        foreach (var series in all)
        {
            CheckSeries(series);
        }
    }

    private static void CheckSeries(JsonPart series)
    {
        series.Only(WsjfMembers.Series);
        series.RequiredText("name");
        if (series.RequiredText("dataType") is { } type && type != "XYG")
        {
            series.Problem("dataType", $"is '{type}', must be XYG");
        }
        var x = CountNumbers(series, "xdata");
        var y = CountNumbers(series, "ydata");
        if (x is not null && y is not null && x != y)
        {
            series.Problem($"xdata holds {x} numbers, ydata {y}");
        }
    }

    /// <returns>Null when there are none or one of them is no finite number.</returns>
    private static int? CountNumbers(JsonPart series, string name)
    {
        if (series.RequiredText(name, int.MaxValue) is not { Length: > 0 } text)
        {
            return null;
        }
        var count = 0;
        foreach (var range in text.AsSpan().Split(';'))
        {
            var number = text.AsSpan(range);
            if (
                !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || !double.IsFinite(value)
            )
            {
                series.Problem(name, $"'{number}' is not a finite number");
                return null;
            }
            count++;
        }
        return count;
    }
}
