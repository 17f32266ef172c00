using Dapper;
using Microsoft.Data.Sqlite;

namespace VteBridge.State;

internal sealed partial class StateStore
{
    private const int PrunedAtOnce = 5_000;

    /// <summary>
    /// Forgets reports that were last written more than a number of working days ago. A working day is a day that the clock showed
    /// while VteBridge worked, so a clock that is wrong or jumps adds only one day. Reports that are queued, have a dead letter, or
    /// lie in the look-back are kept, whatever their age.
    /// </summary>
    /// <param name="today">The day by the database's clock.</param>
    /// <param name="lookBack">The raw time at which the look-back begins.</param>
    /// <returns>The number of reports forgotten.</returns>
    public int Prune(DateOnly today, int workingDays, DateTime lookBack)
    {
        long? limit = null;
        _database.Write(
            "working day",
            (db, number) =>
            {
                // Pruning reads every report to find the old ones, so it runs only once a day.
                var isNewDay =
                    db.ExecuteScalar<long>(
                        "SELECT NOT EXISTS (SELECT 1 FROM working_days WHERE day = @today)",
                        new { today }
                    ) == 1;
                db.Execute(
                    "INSERT INTO working_days VALUES (@today, @number) ON CONFLICT (day) DO UPDATE SET written = excluded.written",
                    new { today, number }
                );
                if (isNewDay)
                    limit = db.QuerySingleOrDefault<long?>(
                        "SELECT written FROM working_days ORDER BY written DESC LIMIT 1 OFFSET @workingDays",
                        new { workingDays }
                    );
            }
        );
        var (total, pruned) = (0, limit is null ? 0 : PrunedAtOnce);
        for (; pruned == PrunedAtOnce; total += pruned)
            _database.Write("pruning", (db, _) => pruned = PruneSome(db, limit!.Value, lookBack));
        return total;
    }

    private static int PruneSome(SqliteConnection db, long limit, DateTime lookBack)
    {
        var chosen = $"""
            SELECT sequence FROM reports WHERE written <= @limit AND outcome <> 'Queued' AND timestamp < @lookBack
              AND id NOT IN (SELECT id FROM dead_letters)
            ORDER BY sequence LIMIT {PrunedAtOnce}
            """;
        var parameters = new { limit, lookBack };
        db.Execute(
            $"""
            INSERT INTO pruned (day, kind, row_count)
              SELECT day, kind, count(*) FROM reports WHERE sequence IN ({chosen}) GROUP BY day, kind
              ON CONFLICT (day, kind) DO UPDATE SET row_count = row_count + excluded.row_count
            """,
            parameters
        );
        return db.Execute($"DELETE FROM reports WHERE sequence IN ({chosen})", parameters);
    }
}
