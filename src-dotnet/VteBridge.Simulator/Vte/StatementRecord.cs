namespace VteBridge.Simulator.Vte;

/// <summary>One statement as it was run: a SELECT, or a request that held none.</summary>
/// <param name="Number">Counted over all connections, from 1.</param>
/// <param name="Text">The text of its request, cut at 8000 characters.</param>
/// <param name="Tables">The tables it reads, by name.</param>
/// <param name="Rows">How many rows went to the client.</param>
/// <param name="Error">The number of the error it ended with, if it did.</param>
internal sealed record StatementRecord(
    long Number,
    string Text,
    IReadOnlyCollection<string> Tables,
    long Rows,
    int? Error,
    int LockTimeout,
    string DeadlockPriority,
    string IsolationLevel
);
