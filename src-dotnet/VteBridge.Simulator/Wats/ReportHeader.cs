namespace VteBridge.Simulator.Wats;

/// <summary>The fields by which a server finds a report, read from a document that has passed validation.</summary>
internal sealed record ReportHeader
{
    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required string SerialNumber { get; init; }
    public required string PartNumber { get; init; }
    public required string Revision { get; init; }
    public required int ProcessCode { get; init; }
    public required string Result { get; init; }
    public required string StationName { get; init; }
    public required string Location { get; init; }
    public required string Purpose { get; init; }

    /// <summary>Start of the run, with the UTC offset as sent.</summary>
    public required DateTimeOffset Start { get; init; }

    public string? User { get; init; }
    public string? BatchNumber { get; init; }

    public IReadOnlyList<MiscInfo> MiscInfos { get; init; } = [];
    public IReadOnlyList<SubUnit> SubUnits { get; init; } = [];

    /// <summary>
    /// WATS's identity of a run: two reports with the same serial, part, process and start are one run, even when their ids differ.
    /// </summary>
    public (string, string, int, DateTimeOffset) Key =>
        (SerialNumber, PartNumber, ProcessCode, Start.ToUniversalTime());

    public static ReportHeader From(JsonElement report)
    {
        var body = Member(report, report.GetProperty("type").GetString() == "R" ? "uur" : "uut");
        return new ReportHeader
        {
            Id = Guid.Parse(report.GetProperty("id").GetString()!),
            Type = Text(report, "type")!,
            SerialNumber = Text(report, "sn")!,
            PartNumber = Text(report, "pn")!,
            Revision = Text(report, "rev")!,
            ProcessCode = report.GetProperty("processCode").GetInt32(),
            Result = Text(report, "result")!,
            StationName = Text(report, "machineName")!,
            Location = Text(report, "location")!,
            Purpose = Text(report, "purpose")!,
            Start = report.GetProperty("start").GetDateTimeOffset(),
            User = Text(body, "user"),
            BatchNumber = Text(body, "batchSN"),
            MiscInfos =
            [
                .. Items(report, "miscInfos")
                    .Select(info => new MiscInfo(Text(info, "description")!, Text(info, "text"))),
            ],
            SubUnits = [.. Items(report, "subUnits").Select(unit => new SubUnit(Text(unit, "pn"), Text(unit, "sn")))],
        };
    }

    public static JsonElement Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}

internal sealed record MiscInfo(string Description, string? Text);

internal sealed record SubUnit(string? PartNumber, string? SerialNumber);
