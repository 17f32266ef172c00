using Dapper;

namespace VteBridge.State;

/// <summary>What the cycles of a day cost the database server.</summary>
/// <param name="Day">The day by VTE's raw time.</param>
/// <param name="LongestLockWait">Null when the server does not report it.</param>
internal sealed record ServerCost(
    DateOnly Day,
    long Cycles,
    TimeSpan Cpu,
    long LogicalReads,
    long Reads,
    long Rows,
    TimeSpan Elapsed,
    TimeSpan? LongestLockWait
)
{
    public override string ToString() =>
        $"{(Cycles == 1 ? "1 cycle" : $"{Cycles} cycles")}: {Cpu.TotalSeconds:0.0} s CPU, {LogicalReads} logical reads, {Rows} rows, {Elapsed.TotalSeconds:0.0} s elapsed"
        + (LongestLockWait is { } wait ? $", longest wait for a lock {wait.TotalMilliseconds:0} ms" : "");
}

internal sealed partial class StateStore
{
    private const int CostDays = 400;

    /// <summary>Adds the cost of a cycle to its day.</summary>
    public void Add(ServerCost cost) =>
        _database.Write(
            "server cost",
            (db, _) =>
            {
                db.Execute(
                    """
                    INSERT INTO server_costs VALUES (@Day, @Cycles, @cpu, @LogicalReads, @Reads, @Rows, @elapsed, @wait)
                    ON CONFLICT (day) DO UPDATE SET cycles = cycles + excluded.cycles, cpu_ms = cpu_ms + excluded.cpu_ms,
                      logical_reads = logical_reads + excluded.logical_reads, reads = reads + excluded.reads,
                      row_count = row_count + excluded.row_count, elapsed_ms = elapsed_ms + excluded.elapsed_ms,
                      longest_lock_wait_ms = nullif(max(coalesce(longest_lock_wait_ms, -1), coalesce(excluded.longest_lock_wait_ms, -1)), -1)
                    """,
                    new
                    {
                        cost.Day,
                        cost.Cycles,
                        cpu = (long)cost.Cpu.TotalMilliseconds,
                        cost.LogicalReads,
                        cost.Reads,
                        cost.Rows,
                        elapsed = (long)cost.Elapsed.TotalMilliseconds,
                        wait = (long?)cost.LongestLockWait?.TotalMilliseconds,
                    }
                );
                db.Execute(
                    $"DELETE FROM server_costs WHERE day NOT IN (SELECT day FROM server_costs ORDER BY day DESC LIMIT {CostDays})"
                );
            }
        );

    /// <summary>The newest days for which the server reported a cost, newest first.</summary>
    public IReadOnlyList<ServerCost> ServerCosts(int days) =>
        _database.Read(db =>
            db.Query<(
                DateOnly Day,
                long Cycles,
                long Cpu,
                long LogicalReads,
                long Reads,
                long Rows,
                long Elapsed,
                long? Wait
            )>("SELECT * FROM server_costs ORDER BY day DESC LIMIT @days", new { days })
                .Select(c => new ServerCost(
                    c.Day,
                    c.Cycles,
                    TimeSpan.FromMilliseconds(c.Cpu),
                    c.LogicalReads,
                    c.Reads,
                    c.Rows,
                    TimeSpan.FromMilliseconds(c.Elapsed),
                    c.Wait is { } wait ? TimeSpan.FromMilliseconds(wait) : null
                ))
                .ToList()
        );
}
