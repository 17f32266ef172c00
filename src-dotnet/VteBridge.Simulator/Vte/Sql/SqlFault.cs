namespace VteBridge.Simulator.Vte.Sql;

/// <summary>An error as SQL Server would report it: it ends the request and reaches the client as an ERROR token.</summary>
internal sealed class SqlFault(int number, string message, byte severity = 16, byte state = 1) : Exception(message)
{
    public int Number { get; } = number;

    public byte Severity { get; } = severity;

    public byte State { get; } = state;

    /// <summary>1-based line of the batch, where known.</summary>
    public int Line { get; init; } = 1;
}
