using VteBridge.Simulator.Wats.Rules;
using static VteBridge.Simulator.Wats.Query.HeaderFieldKind;

namespace VteBridge.Simulator.Wats.Query;

/// <summary>Every field of a report header: what can be asked for, filtered by and selected.</summary>
internal sealed class HeaderFields(WsjfRules rules)
{
    private static readonly Dictionary<string, string> ResultWords = new()
    {
        ["P"] = "Passed",
        ["F"] = "Failed",
        ["E"] = "Error",
        ["T"] = "Terminated",
    };

    public IReadOnlyList<HeaderField> All { get; } =
    [
        new("uuid", Id, r => r.Header.Id),
        new("serialNumber", Text, r => r.Header.SerialNumber),
        new("partNumber", Text, r => r.Header.PartNumber),
        new("reportType", Text, r => r.Header.Type),
        new("start", Time, r => r.Header.Start),
        new("revision", Text, r => r.Header.Revision),
        new("result", Text, r => ResultWords[r.Header.Result]),
        new("batchNumber", Text, r => r.Header.BatchNumber),
        new("userName", Text, r => r.Header.User),
        new("stationName", Text, r => r.Header.StationName),
        new("location", Text, r => r.Header.Location),
        new("purpose", Text, r => r.Header.Purpose),
        new("timeStamp", Number, r => r.Order),
        new("processCode", Number, r => r.Header.ProcessCode),
        new("processName", Text, r => rules.Processes.FirstOrDefault(p => p.Code == r.Header.ProcessCode)?.Name),
        new("comment", Text, r => r.Header.Comment),
        new("executionTime", Number, r => r.Header.ExecutionTime),
        new("swFilename", Text, r => r.Header.SwFilename),
        new("swVersion", Text, r => r.Header.SwVersion),
        new("fixtureId", Text, r => r.Header.FixtureId),
        new("errorCode", Number, r => r.Header.ErrorCode),
        new("errorMessage", Text, r => r.Header.ErrorMessage),
        new("receiveCount", Number, r => r.ReceiveCount),
        new("reportSize", Number, r => (r.Size + 1023) / 1024),
        new("referencedUut", Id, r => r.Header.ReferencedUut),
    ];

    /// <exception cref="QueryException">There is no such field.</exception>
    public HeaderField Named(string name) =>
        All.FirstOrDefault(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new QueryException($"A report header has no field '{name}'.");
}

/// <summary>One field of a report header, by the name the REST description gives it.</summary>
/// <param name="Value">A string, Guid, double, long, int or DateTimeOffset, as <paramref name="Kind"/> says; or null.</param>
internal sealed record HeaderField(string Name, HeaderFieldKind Kind, Func<StoredReport, object?> Value);

internal enum HeaderFieldKind
{
    Text,
    Id,
    Number,
    Time,
}
