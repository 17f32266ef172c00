namespace VteBridge.Simulator.Wats.Control;

/// <summary>One kept report in the list of /control/reports.</summary>
internal sealed record ReportLine(
    Guid Id,
    string Type,
    string SerialNumber,
    string PartNumber,
    int ProcessCode,
    DateTimeOffset Start,
    string Result,
    string Sha256,
    int Size,
    int ReceiveCount,
    bool Quarantined
)
{
    public static ReportLine From(StoredReport report) =>
        new(
            report.Header.Id,
            report.Header.Type,
            report.Header.SerialNumber,
            report.Header.PartNumber,
            report.Header.ProcessCode,
            report.Header.Start,
            report.Header.Result,
            report.Sha256,
            report.Size,
            report.ReceiveCount,
            report.Quarantined
        );
}
