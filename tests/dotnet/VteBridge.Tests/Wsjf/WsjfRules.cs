using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VteBridge.Tests.Wsjf;

/// <summary>
/// The rules of WSJF, written a second time and from the document's side: whatever the mapper does, what it wrote has
/// to hold them. Every broken rule is one line.
/// </summary>
internal static class WsjfRules
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static IReadOnlyList<string> Broken(byte[] utf8)
    {
        var broken = new List<string>();
        if (utf8.AsSpan().StartsWith("\uFEFF"u8))
            broken.Add("begins with a byte order mark");
        Strict.GetString(utf8);
        using var json = JsonDocument.Parse(utf8);
        var report = json.RootElement;
        Texts(report, "$", broken);
        Header(report, broken);
        if (report.GetProperty("type").GetString() == "T")
            Test(report, broken);
        else
            Repair(report, broken);
        return broken;
    }

    private static void Header(JsonElement report, List<string> broken)
    {
        foreach (var name in new[] { "sn", "pn", "rev", "machineName", "location", "purpose" })
            Length(report, name, 1, 100, broken);
        Require(Guid.TryParse(report.GetProperty("id").GetString(), out _), "id is no GUID", broken);
        Require(report.GetProperty("processCode").GetInt32() > 0, "processCode", broken);
        Require(report.GetProperty("result").GetString() is "P" or "F" or "E" or "T", "result", broken);
        var start = DateTimeOffset.Parse(report.GetProperty("start").GetString()!, CultureInfo.InvariantCulture);
        var utc = report.GetProperty("startUTC").GetString()!;
        Require(utc.EndsWith('Z'), "startUTC has no Z", broken);
        Require(start == DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), "start and startUTC differ", broken);
        foreach (var info in List(report, "miscInfos"))
        {
            Length(info, "description", 1, 100, broken);
            Length(info, "text", 1, 100, broken);
        }
        foreach (var unit in List(report, "subUnits"))
        {
            Length(unit, "sn", 1, 100, broken);
            Length(unit, "pn", 1, 100, broken);
            Length(unit, "partType", 1, 50, broken);
            Optional(unit, "rev", 100, broken);
        }
        foreach (var asset in List(report, "assets"))
            Length(asset, "assetSN", 1, 100, broken);
    }

    private static void Test(JsonElement report, List<string> broken)
    {
        var uut = report.GetProperty("uut");
        Length(uut, "user", 1, 100, broken);
        Optional(uut, "batchSN", 100, broken);
        Optional(uut, "comment", 5000, broken);
        Optional(uut, "errorMessage", 500, broken);
        var root = report.GetProperty("root");
        Require(root.GetProperty("name").GetString() == "MainSequence Callback", "root name", broken);
        Require(
            root.GetProperty("status").GetString() == report.GetProperty("result").GetString(),
            "root and report differ",
            broken
        );
        var statuses = new List<string>();
        var id = 0;
        Step(root, ref id, statuses, broken);
        var result = report.GetProperty("result").GetString()!;
        Require(result == "P" || statuses.Skip(1).Contains(result), $"{result} without a step that is", broken);
    }

    private static void Step(JsonElement step, ref int id, List<string> statuses, List<string> broken)
    {
        Require(step.GetProperty("id").GetInt32() == ++id, $"step id is not {id}", broken);
        Length(step, "name", 1, 100, broken);
        Optional(step, "reportText", 100_000, broken);
        var status = step.GetProperty("status").GetString()!;
        Require(status is "P" or "F" or "E" or "T" or "D" or "S", $"status {status}", broken);
        Require(step.GetProperty("group").GetString() is "S" or "M" or "C", "group", broken);
        statuses.Add(status);
        Content(step, step.GetProperty("stepType").GetString()!, broken);
        if (step.TryGetProperty("attachment", out var attachment))
        {
            Length(attachment, "name", 1, 100, broken);
            Length(attachment, "contentType", 1, 100, broken);
            Require(
                attachment.GetProperty("data").GetBytesFromBase64().Length is > 0 and <= 100 * 1024,
                "attachment size",
                broken
            );
            Require(!step.TryGetProperty("chart", out _), "chart and attachment", broken);
        }
        if (step.GetProperty("stepType").GetString() != "SequenceCall")
            return;
        var call = step.GetProperty("seqCall");
        Length(call, "path", 1, 500, broken);
        Length(call, "name", 1, 200, broken);
        Length(call, "version", 1, 30, broken);
        foreach (var child in step.GetProperty("steps").EnumerateArray())
            Step(child, ref id, statuses, broken);
    }

    private static void Content(JsonElement step, string type, List<string> broken)
    {
        var (key, several) = type switch
        {
            "ET_NLT" => ("numericMeas", false),
            "ET_MNLT" => ("numericMeas", true),
            "ET_SVT" => ("stringMeas", false),
            "ET_MSVT" => ("stringMeas", true),
            "ET_PFT" => ("booleanMeas", false),
            "ET_MPFT" => ("booleanMeas", true),
            "ET_A" or "SequenceCall" or "WATS_XYGMNLT" => ("", false),
            _ => throw new InvalidOperationException($"step type {type}"),
        };
        foreach (var other in new[] { "numericMeas", "stringMeas", "booleanMeas" })
            Require(step.TryGetProperty(other, out _) == (other == key), $"{type} and {other}", broken);
        if (type == "WATS_XYGMNLT")
            Chart(step.GetProperty("chart"), broken);
        if (key.Length == 0)
            return;
        var all = step.GetProperty(key).EnumerateArray().ToList();
        Require(several ? all.Count > 1 : all.Count == 1, $"{type} has {all.Count} measurements", broken);
        Require(several == all.All(one => one.TryGetProperty("name", out _)), $"{type}: names", broken);
        if (several)
            Require(
                all.Select(one => one.GetProperty("name").GetString()).Distinct().Count() == all.Count,
                $"{type}: names not unique",
                broken
            );
        foreach (var one in all)
            Measurement(one, key, step.GetProperty("status").GetString()!, several, broken);
    }

    private static void Measurement(JsonElement one, string key, string step, bool several, List<string> broken)
    {
        var status = one.GetProperty("status").GetString()!;
        Require(status is "P" or "F" or "S", $"measurement status {status}", broken);
        Optional(one, "name", 100, broken);
        if (!several)
            Require(
                status
                    == (
                        step is "P" or "D" ? "P"
                        : step == "S" ? "S"
                        : "F"
                    ),
                $"step {step}, measurement {status}",
                broken
            );
        if (key == "booleanMeas")
            return;
        var compOp = one.GetProperty("compOp").GetString()!;
        if (key == "stringMeas")
        {
            Length(one, "value", 0, 100, broken);
            Require(compOp == "LOG" && !one.TryGetProperty("limit", out _), "string compOp", broken);
            return;
        }
        Length(one, "unit", 0, 20, broken);
        Require(double.IsFinite(one.GetProperty("value").GetDouble()), "value", broken);
        var limits = compOp switch
        {
            "LOG" => (false, false),
            "EQ" or "NE" or "LT" or "LE" or "GT" or "GE" => (true, false),
            "GELE" or "GELT" or "GTLE" or "GTLT" => (true, true),
            _ => throw new InvalidOperationException($"compOp {compOp}"),
        };
        Require(
            limits == (one.TryGetProperty("lowLimit", out _), one.TryGetProperty("highLimit", out _)),
            $"{compOp}: limits",
            broken
        );
        if (step == "D")
            Require(compOp == "LOG", "a step without a verdict has a judged measurement", broken);
    }

    private static void Chart(JsonElement chart, List<string> broken)
    {
        Length(chart, "label", 1, 100, broken);
        Length(chart, "xLabel", 1, 100, broken);
        Length(chart, "yLabel", 1, 100, broken);
        foreach (var series in chart.GetProperty("series").EnumerateArray())
        {
            var x = series.GetProperty("xdata").GetString()!.Split(';');
            var y = series.GetProperty("ydata").GetString()!.Split(';');
            Require(x.Length == y.Length && x.Length >= 2, "chart: x and y differ in length", broken);
            Require(
                x.Concat(y).All(n => double.IsFinite(double.Parse(n, CultureInfo.InvariantCulture))),
                "chart: numbers",
                broken
            );
        }
    }

    private static void Repair(JsonElement report, List<string> broken)
    {
        var uur = report.GetProperty("uur");
        foreach (
            var name in new[] { "refUUT", "processCode", "user", "comment", "confirmDate", "finalizeDate", "execTime" }
        )
            Require(uur.TryGetProperty(name, out _), $"uur.{name} is absent", broken);
        Length(uur, "user", 1, 100, broken);
        Length(uur, "comment", 0, 5000, broken);
        Require(uur.GetProperty("execTime").GetDouble() >= 0, "uur.execTime", broken);
        var unit = report.GetProperty("subUnits")[0];
        Require(
            unit.GetProperty("idx").GetInt32() == 0 && unit.GetProperty("partType").GetString() == "Main",
            "subUnits[0]",
            broken
        );
        var failures = unit.GetProperty("failures").EnumerateArray().ToList();
        Require(failures.Count > 0, "no failures", broken);
        foreach (var failure in failures)
        {
            Length(failure, "category", 1, 100, broken);
            Length(failure, "code", 1, 100, broken);
            Optional(failure, "comment", 5000, broken);
            Optional(failure, "comRef", 100, broken);
        }
    }

    private static void Texts(JsonElement element, string path, List<string> broken)
    {
        if (element.ValueKind == JsonValueKind.Null)
            Require(path.EndsWith("refUUT", StringComparison.Ordinal), $"{path} is null", broken);
        else if (element.ValueKind == JsonValueKind.String)
            Require(
                !element.GetString()!.Any(c => c < ' ' && c is not ('\t' or '\n' or '\r')),
                $"{path}: control character",
                broken
            );
        else if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject())
                Texts(property.Value, $"{path}.{property.Name}", broken);
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Texts(item, $"{path}[]", broken);
    }

    private static IEnumerable<JsonElement> List(JsonElement of, string name) =>
        of.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    private static void Optional(JsonElement of, string name, int max, List<string> broken)
    {
        if (of.TryGetProperty(name, out _))
            Length(of, name, 1, max, broken);
    }

    private static void Length(JsonElement of, string name, int min, int max, List<string> broken)
    {
        var length = of.GetProperty(name).GetString()!.Length;
        Require(length >= min && length <= max, $"{name} has {length} characters", broken);
    }

    private static void Require(bool holds, string rule, List<string> broken)
    {
        if (!holds)
            broken.Add(rule);
    }
}
