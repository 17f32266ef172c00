namespace VteBridge.Simulator.Vte.Sql;

/// <summary>What a connection remembers between its requests.</summary>
internal sealed class Session
{
    public const string DefaultIsolation = "ReadCommitted";

    public required string Login { get; init; }

    public required string Database { get; init; }

    public required short Spid { get; init; }

    public string HostName { get; init; } = "";

    public string ApplicationName { get; init; } = "";

    public bool IsReadOnlyIntent { get; init; }

    public int LockTimeout { get; set; } = -1;

    public string DeadlockPriority { get; set; } = "NORMAL";

    public string IsolationLevel { get; set; } = DefaultIsolation;

    public bool IsCountOff { get; set; }

    public bool IsMetadataOnly { get; set; }

    public long RowCount { get; set; }

    public SessionCounters Counters { get; } = new();

    /// <summary>As a pooled connection is handed to its next user.</summary>
    public void Reset()
    {
        (LockTimeout, DeadlockPriority, IsolationLevel) = (-1, "NORMAL", DefaultIsolation);
        (IsCountOff, IsMetadataOnly, RowCount) = (false, false, 0);
    }
}
