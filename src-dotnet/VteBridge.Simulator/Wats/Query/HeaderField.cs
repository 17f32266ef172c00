namespace VteBridge.Simulator.Wats.Query;

/// <summary>One field of a report header, by the name the REST description gives it.</summary>
/// <param name="Value">A string, Guid, double, long, int or DateTimeOffset, as <paramref name="Kind"/> says; or null.</param>
internal sealed record HeaderField(string Name, HeaderFieldKind Kind, Func<StoredReport, object?> Value);
