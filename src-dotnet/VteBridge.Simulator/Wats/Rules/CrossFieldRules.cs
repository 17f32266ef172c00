using System.Buffers.Text;
using static VteBridge.Simulator.Wats.ReportHeader;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>
/// Rules that a JSON schema cannot express: those that compare members, and those that depend on this server's data. The report must have
/// passed the schema.
/// </summary>
internal sealed class CrossFieldRules(WsjfRules rules)
{
    /// <summary>Largest attachment. WATS says 100 KB; this is the smaller of the two possible readings.</summary>
    public const int AttachmentBytes = 100_000;

    private readonly HashSet<int> _stepIds = [];
    private readonly HashSet<string> _statuses = [];
    private readonly List<string> _broken = [];

    /// <returns>The broken rules, each message preceded by a JSON path.</returns>
    public static IReadOnlyList<string> Broken(JsonElement report, WsjfRules rules)
    {
        var check = new CrossFieldRules(rules);
        check.Start(report);
        check.Process(report, "$");
        if (Text(report, "type") == "T")
            check.Test(report);
        else
            check.Repair(report);
        return check._broken;
    }

    private void Start(JsonElement report)
    {
        var start = report.GetProperty("start").GetDateTimeOffset();
        if (Text(report, "startUTC") is { } utc && DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture) != start)
            Add("$.startUTC", $"is '{utc}', but start is {start.UtcDateTime:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ}");
    }

    /// <summary>A process name may be sent only if the server has it under that code; the comparison is case-sensitive.</summary>
    private void Process(JsonElement owner, string path)
    {
        var code = owner.GetProperty("processCode").GetInt32();
        var name = Text(owner, "processName");
        if (name is not null && !rules.Processes.Any(process => process.Code == code && process.Name == name))
            Add($"{path}.processName", $"no process {code} '{name}' exists on this server");
        if (rules.KnownProcessesOnly && !rules.Processes.Any(process => process.Code == code))
            Add($"{path}.processCode", $"no process {code} exists on this server");
    }

    private void Test(JsonElement report)
    {
        var root = report.GetProperty("root");
        var result = Text(report, "result")!;
        Step(root, "$.root", isRoot: true);
        if (Text(root, "status") is var status && status != result)
            Add("$.root.status", $"is {status}, but the report's result is {result}");
        if (result != "P" && !_statuses.Contains(result))
            Add("$.root", $"the report's result is {result}, but no step has that status");
    }

    private void Step(JsonElement step, string path, bool isRoot = false)
    {
        if (!isRoot)
            _statuses.Add(Text(step, "status")!);
        if (Member(step, "id") is { ValueKind: JsonValueKind.Number } id && !_stepIds.Add(id.GetInt32()))
            Add($"{path}.id", $"{id} is used twice");
        foreach (var list in new[] { "numericMeas", "stringMeas", "booleanMeas" })
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (i, measurement) in Items(step, list).Index())
            {
                if (Text(measurement, "name") is { } name && !names.Add(name))
                    Add($"{path}.{list}[{i}].name", $"'{name}' is used twice in this step");
                foreach (var number in new[] { "value", "lowLimit", "highLimit" })
                    if (
                        Member(measurement, number) is { ValueKind: JsonValueKind.Number } value
                        && !double.IsFinite(value.GetDouble())
                    )
                        Add($"{path}.{list}[{i}].{number}", "is not a finite number");
            }
        }
        foreach (var (i, series) in Items(Member(step, "chart"), "series").Index())
            Series(series, $"{path}.chart.series[{i}]");
        Attachment(Member(step, "attachment"), $"{path}.attachment");
        foreach (var (i, child) in Items(step, "steps").Index())
            Step(child, $"{path}.steps[{i}]");
    }

    /// <summary>Both members hold numbers separated by semicolons, and as many x as y values.</summary>
    private void Series(JsonElement series, string path)
    {
        var counts = new List<int>();
        foreach (var name in new[] { "xdata", "ydata" })
        {
            var numbers = Text(series, name)!.Split(';');
            counts.Add(numbers.Length);
            foreach (var number in numbers)
                if (
                    !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    || !double.IsFinite(value)
                )
                    Add($"{path}.{name}", $"'{number}' is not a finite number");
        }
        if (counts[0] != counts[1])
            Add(path, $"xdata holds {counts[0]} numbers, ydata {counts[1]}");
    }

    private void Attachment(JsonElement attachment, string path)
    {
        if (Text(attachment, "data") is not { } data)
            return;
        if (!Base64.IsValid(data, out var bytes))
            Add($"{path}.data", "is not base64");
        else if (bytes > AttachmentBytes)
            Add($"{path}.data", $"holds {bytes} bytes, {AttachmentBytes} are allowed");
    }

    private void Repair(JsonElement report)
    {
        Process(report.GetProperty("uur"), "$.uur");
        foreach (var (i, info) in Items(report, "miscInfos").Index())
            if (Text(info, "description") is { } description && !rules.RepairMiscInfos.Contains(description))
                Add(
                    $"$.miscInfos[{i}].description",
                    $"no misc info '{description}' is defined for repair reports on this server"
                );
        var (indexes, failures) = (new HashSet<int>(), 0);
        foreach (var (i, unit) in Items(report, "subUnits").Index())
        {
            if (!indexes.Add(unit.GetProperty("idx").GetInt32()))
                Add($"$.subUnits[{i}].idx", "is used twice");
            foreach (var (j, failure) in Items(unit, "failures").Index())
            {
                failures++;
                Failure(failure, $"$.subUnits[{i}].failures[{j}]");
            }
        }
        if (failures == 0)
            Add("$.subUnits", "a repair needs at least one failure");
    }

    private void Failure(JsonElement failure, string path)
    {
        foreach (var (i, attachment) in Items(failure, "attachments").Index())
            Attachment(attachment, $"{path}.attachments[{i}]");
        var (category, code) = (Text(failure, "category")!, Text(failure, "code")!);
        if (!rules.RepairCodes.TryGetValue(category, out var codes))
            Add($"{path}.category", $"no repair category '{category}' exists on this server");
        else if (!codes.Contains(code))
            Add($"{path}.code", $"no repair code '{code}' exists in category '{category}' on this server");
    }

    private void Add(string path, string what) => _broken.Add($"{path}: {what}");
}
