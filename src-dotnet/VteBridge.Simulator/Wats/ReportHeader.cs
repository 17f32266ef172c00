using System.Text.Json;

namespace VteBridge.Simulator.Wats;

/// <summary>What a server looks for a report by: read from a document that has passed validation.</summary>
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

    /// <summary>With the offset as sent.</summary>
    public required DateTimeOffset Start { get; init; }

    public string? User { get; init; }
    public string? BatchNumber { get; init; }
    public string? Comment { get; init; }
    public string? FixtureId { get; init; }
    public double? ExecutionTime { get; init; }
    public int? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }
    public string? SwFilename { get; init; }
    public string? SwVersion { get; init; }
    public Guid? ReferencedUut { get; init; }
    public IReadOnlyList<MiscInfo> MiscInfos { get; init; } = [];
    public IReadOnlyList<SubUnit> SubUnits { get; init; } = [];

    /// <summary>The same serial, part, process and start under another id is the same run to WATS.</summary>
    public (string, string, int, DateTimeOffset) Key =>
        (SerialNumber, PartNumber, ProcessCode, Start.ToUniversalTime());

    public static ReportHeader From(JsonElement report)
    {
        var body = Member(report, report.GetProperty("type").GetString() == "R" ? "uur" : "uut");
        var sequence = Member(Member(report, "root"), "seqCall");
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
            Comment = Text(body, "comment"),
            FixtureId = Text(body, "fixtureId"),
            ExecutionTime = Number(body, "execTime"),
            ErrorCode = (int?)Number(body, "errorCode"),
            ErrorMessage = Text(body, "errorMessage"),
            SwFilename = Text(sequence, "path"),
            SwVersion = Text(sequence, "version"),
            ReferencedUut = Text(body, "refUUT") is { } uut ? Guid.Parse(uut) : null,
            MiscInfos = [.. Items(report, "miscInfos").Select(MiscInfo.From)],
            SubUnits = [.. Items(report, "subUnits").Select(SubUnit.From)],
        };
    }

    public static JsonElement Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    public static string? Text(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static double? Number(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    public static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
}

internal sealed record MiscInfo(string Description, string? Text)
{
    public static MiscInfo From(JsonElement info) =>
        new(
            ReportHeader.Text(info, "description")!,
            ReportHeader.Text(info, "text")
                ?? (
                    ReportHeader.Member(info, "numeric") is { ValueKind: JsonValueKind.Number } n
                        ? n.GetRawText()
                        : null
                )
        );
}

internal sealed record SubUnit(string? PartType, string? PartNumber, string? SerialNumber, string? Revision)
{
    public static SubUnit From(JsonElement unit) =>
        new(
            ReportHeader.Text(unit, "partType"),
            ReportHeader.Text(unit, "pn"),
            ReportHeader.Text(unit, "sn"),
            ReportHeader.Text(unit, "rev")
        );
}
