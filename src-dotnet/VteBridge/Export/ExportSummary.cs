namespace VteBridge.Export;

internal sealed record ExportSummary
{
    public int Runs { get; init; }
    public int Repairs { get; init; }
    public int Reports { get; init; }
    public int Problems { get; init; }
    public int Excluded { get; init; }
    public int Deferred { get; init; }
    public TimeSpan Elapsed { get; init; }
}
