using System.Diagnostics;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>The state of a connection between its requests.</summary>
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

    /// <summary>Restores the defaults, as when a pooled connection is reused.</summary>
    public void Reset()
    {
        (LockTimeout, DeadlockPriority, IsolationLevel) = (-1, "NORMAL", DefaultIsolation);
        (IsCountOff, RowCount) = (false, 0);
    }
}

/// <summary>The session's resource use since its login, as sys.dm_exec_sessions shows it.</summary>
internal sealed class SessionCounters
{
    public TimeSpan Cpu { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public long Rows { get; private set; }

    /// <summary>Pages of the SQLite file; the physical reads came from the disk.</summary>
    public long LogicalReads { get; private set; }

    public long PhysicalReads { get; private set; }

    /// <param name="started">From <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <param name="waited">Time in which the statement only waited; it does not count as CPU time.</param>
    public void Add(long started, TimeSpan waited, long rows, (long Logical, long Physical) pages)
    {
        var elapsed = Stopwatch.GetElapsedTime(started);
        Elapsed += elapsed;
        Cpu += elapsed - waited;
        Rows += rows;
        LogicalReads += pages.Logical;
        PhysicalReads += pages.Physical;
    }

    /// <param name="name">The column's name in upper case.</param>
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
