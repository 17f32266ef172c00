using System.Globalization;
using System.Text;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What a message calls a run or repair: enough to find it in VTE, and safe to print.</summary>
internal static class RunLabel
{
    public static string Of(TestRun run)
    {
        var station = RunFields.FirstNonBlank(run.Testsystem?.Name, run.Hostname);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Run {run.Id} of {run.Timestamp:yyyy-MM-dd HH:mm:ss.fff}");
        text.Append(station is null ? " on an unnamed station" : $" on {OneLine(station)}");
        if (RunFields.Site(run) is { } site)
            text.Append(CultureInfo.InvariantCulture, $", site {OneLine(site)}");
        if (RunFields.TestplanName(run) is { } testplan)
            text.Append(CultureInfo.InvariantCulture, $", testplan {OneLine(testplan)}");
        if (RunFields.FirstNonBlank(run.Uut?.Serial, run.Serial) is { } serial)
            text.Append(CultureInfo.InvariantCulture, $", serial {OneLine(serial)}");
        return text.ToString();
    }

    public static string Of(Repair repair)
    {
        var time = repair.Timestamp is { } at
            ? at.ToString(" 'of' yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : "";
        var serial = RunFields.FirstNonBlank(repair.UutSerial, repair.Run?.Uut?.Serial ?? repair.Run?.Serial);
        return $"Repair {OneLine(repair.Id)}{time}{(serial is null ? "" : $", serial {OneLine(serial)}")}";
    }

    /// <summary>A text of VTE's for a message: one line, nothing that moves a terminal's cursor, not too long.</summary>
    public static string OneLine(string? text) =>
        TextSanitiser.OneLine(WsjfText.Cut(WsjfText.Clean(text?.Trim() ?? ""), WsjfLimits.Text));
}
