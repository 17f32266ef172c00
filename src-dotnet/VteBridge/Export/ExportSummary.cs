namespace VteBridge.Export;

internal sealed record ExportSummary
{
    public int Runs { get; set; }
    public int Repairs { get; set; }
    public int Reports { get; set; }
    public int Problems { get; set; }
    public int LeftOut { get; set; }
    public int HeldBack { get; set; }
    public TimeSpan Elapsed { get; set; }
}
