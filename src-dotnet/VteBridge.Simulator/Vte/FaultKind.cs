namespace VteBridge.Simulator.Vte;

internal enum FaultKind
{
    /// <summary>An ERROR token; those that end a session on SQL Server (40613 and severities from 20) close the connection too.</summary>
    Error,

    /// <summary>The connection is cut without a word.</summary>
    Drop,

    /// <summary>Nothing comes until it is released or the client cancels.</summary>
    Stall,

    /// <summary>Each (max) value of the statement is one chunk that crosses the ends of packets, which SQL Server's never do.</summary>
    CrossingChunks,
}
