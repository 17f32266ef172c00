using System.Diagnostics;

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

    public int LockTimeout { get; set; } = -1;

    public string DeadlockPriority { get; set; } = "NORMAL";

    public string IsolationLevel { get; set; } = DefaultIsolation;

    public bool IsCountOff { get; set; }

    public long RowCount { get; set; }

    public SessionCounters Counters { get; } = new();

    /// <summary>As a pooled connection is handed to its next user.</summary>
    public void Reset()
    {
        (LockTimeout, DeadlockPriority, IsolationLevel) = (-1, "NORMAL", DefaultIsolation);
        (IsCountOff, RowCount) = (false, 0);
    }
}

/// <summary>What a session has cost since its login, as sys.dm_exec_sessions tells it.</summary>
internal sealed class SessionCounters
{
    public TimeSpan Cpu { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public long Rows { get; private set; }

    /// <summary>Pages of the SQLite file; the physical ones had to be read from the disk.</summary>
    public long LogicalReads { get; private set; }

    public long PhysicalReads { get; private set; }

    /// <param name="started">By <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <param name="waited">Time in which the statement was not worked on.</param>
    public void Add(long started, TimeSpan waited, long rows, (long Logical, long Physical) pages)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        Elapsed += elapsed;
        Cpu += elapsed - waited;
        Rows += rows;
        LogicalReads += pages.Logical;
        PhysicalReads += pages.Physical;
    }

    /// <param name="name">The column, in upper case.</param>
    public long Get(string name) =>
        name switch
        {
            "CPU_TIME" => (long)Cpu.TotalMilliseconds,
            "TOTAL_ELAPSED_TIME" => (long)Elapsed.TotalMilliseconds,
            "ROW_COUNT" => Rows,
            "LOGICAL_READS" => LogicalReads,
            "READS" => PhysicalReads,
            _ => 0,
        };
}
