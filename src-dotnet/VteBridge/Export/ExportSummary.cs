namespace VteBridge.Export;

internal sealed record ExportSummary
{
    public int Runs { get; set; }
    public int Repairs { get; set; }
    public int Reports { get; set; }
    public int Problems { get; set; }
    public int Excluded { get; set; }
    public int Deferred { get; set; }
    public TimeSpan Elapsed { get; set; }
}
