namespace VteBridge.Simulator.Vte;

/// <summary>Something that goes wrong, once or a number of times.</summary>
internal sealed record VteFault(FaultKind Kind)
{
    /// <summary>The error number, for <see cref="FaultKind.Error"/>.</summary>
    public int Number { get; init; }

    /// <summary>In place of the wording SQL Server has for the number.</summary>
    public string? Message { get; init; }

    /// <summary>Which statement it hits: 1 is the next one after the fault was added.</summary>
    public int AtStatement { get; init; } = 1;

    /// <summary>How many statements it hits, from that one on.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many rows the statement may send first.</summary>
    public int AfterRows { get; init; }

    /// <summary>Counts and hits only statements with this in their text.</summary>
    public string? Matching { get; init; }

    /// <summary>Hits logins and not statements.</summary>
    public bool AtLogin { get; init; }

    /// <summary>A stall that does not even answer the client's cancel, as a server that is gone.</summary>
    public bool IgnoresCancel { get; init; }
}

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
