namespace VteBridge.Simulator.Vte.Control;

internal sealed record ControlStats(
    long Requests,
    long Statements,
    long RowsSent,
    long ConnectionsOpened,
    int OpenConnections,
    IReadOnlyDictionary<string, long> RowsByTable,
    IReadOnlyList<StatementRecord> Recent
);
