using Dapper;

namespace VteBridge.State;

/// <summary>Queries. Times and days are VTE's raw ones. A range includes its beginning but not its end.</summary>
internal sealed partial class StateStore
{
    /// <summary>How many reports are read into memory at a time; other processes may write between two pages.</summary>
    private const int PageRows = 2_000;

    /// <summary>When the store was created; null when there is none yet.</summary>
    public DateTimeOffset? CreatedAt => Fact("created") is { } text ? StateText.Moment(text) : null;

    /// <summary>The database that the store belongs to; null before the first sync.</summary>
    public string? DatabaseName => Fact("database");

    /// <summary>The sequence of the report that was first recorded last; 0 when there are none.</summary>
    public long LastSequence() =>
        _database.Read(db => db.ExecuteScalar<long>("SELECT coalesce(max(sequence), 0) FROM reports"));

    /// <summary>The newest days that have reports, oldest first; at most <paramref name="count"/>.</summary>
    public IReadOnlyList<DateOnly> LastDays(int count) =>
        _database.Read(db =>
        {
            var days = new List<DateOnly>();
            for (DateOnly? before = DateOnly.MaxValue; days.Count < count; days.Insert(0, before.Value))
            {
                before = db.QuerySingle<DateOnly?>("SELECT max(day) FROM reports WHERE day < @before", new { before });
                if (before is null)
                    break;
            }
            return days;
        });

    /// <summary>The number of reports by day, kind and outcome.</summary>
    /// <param name="from">Null for the first day.</param>
    public IReadOnlyList<OutcomeCount> Outcomes(DateOnly? from = null, DateOnly? to = null) =>
        _database.Read(db =>
            db.Query<OutcomeCount>(
                    """
                    SELECT day, kind, outcome, count(*) AS count FROM reports
                    WHERE day >= @from AND day < @to GROUP BY day, kind, outcome
                    """,
                    Days(from, to)
                )
                .AsList()
        );

    /// <summary>The number of runs by hour of VTE's raw time and outcome.</summary>
    public IReadOnlyList<HourCount> Hours(DateTime from, DateTime to) =>
        _database.Read(db =>
            db.Query<HourCount>(
                    """
                    SELECT substr(timestamp, 1, 13) || ':00:00.0000000' AS hour, outcome, count(*) AS count FROM reports
                    WHERE timestamp >= @from AND timestamp < @to AND kind = 'Run'
                    GROUP BY 1, 2
                    """,
                    new { from, to }
                )
                .AsList()
        );

    /// <summary>The verdicts of each testplan's runs. The testplan with the most runs comes first.</summary>
    /// <param name="limit">The largest number of rows. If there are more testplans, the last row sums up <see cref="TestplanCount.Others"/>.</param>
    public IReadOnlyList<TestplanCount> Testplans(DateOnly? from = null, DateOnly? to = null, int limit = 50) =>
        _database.Read(db =>
            db.Query<TestplanCount>(
                    """
                    WITH counted AS (
                      -- In the order of the index, so that nothing is sorted.
                      SELECT kind, verdict, testplan, count(*) AS reports FROM reports
                      WHERE day >= @from AND day < @to GROUP BY day, kind, outcome, verdict, testplan),
                    summed AS (
                      SELECT nullif(trim(testplan), '') AS testplan, sum(iif(verdict IS NULL, 0, reports)) AS runs,
                        sum(iif(verdict = 'Passed', reports, 0)) AS passed, sum(iif(verdict = 'Failed', reports, 0)) AS failed,
                        sum(iif(verdict = 'Error', reports, 0)) AS error, sum(iif(verdict = 'Terminated', reports, 0)) AS terminated
                      FROM counted GROUP BY kind, 1 HAVING kind = 'Run' AND runs > 0),
                    ranked AS (SELECT *, row_number() OVER (ORDER BY runs DESC, testplan) AS place, count(*) OVER () AS plans FROM summed)
                    SELECT iif(place < @limit OR plans = @limit, testplan, @others) AS testplan, sum(passed) AS passed, sum(failed) AS failed, sum(error) AS error, sum(terminated) AS terminated
                    FROM ranked GROUP BY min(place, @limit) ORDER BY min(place)
                    """,
                    Days(from, to, limit)
                )
                .AsList()
        );

    /// <summary>How often each flag was raised, whatever its detail (the text after the colon).</summary>
    public IReadOnlyDictionary<string, long> Flags(DateOnly? from = null, DateOnly? to = null) =>
        _database.Read(db =>
            db.Query<(string Flag, long Count)>(
                    """
                    SELECT substr(value, 1, instr(value || ':', ':') - 1) AS flag, count(*) FROM reports, json_each(reports.flags)
                    WHERE flags IS NOT NULL AND day >= @from AND day < @to
                    GROUP BY 1
                    """,
                    Days(from, to)
                )
                .ToDictionary(f => f.Flag, f => f.Count, StringComparer.Ordinal)
        );

    /// <summary>
    /// The reports of a period in the order of their raw times. They are read page by page, so a change made meanwhile may or may not
    /// be seen.
    /// </summary>
    public IEnumerable<ReportRecord> Reports(DateTime from, DateTime to)
    {
        for (var (timestamp, sequence) = (from, 0L); ; )
        {
            var page = Reports(
                $"(timestamp, sequence) > (@timestamp, @sequence) AND timestamp < @to ORDER BY timestamp, sequence LIMIT {PageRows}",
                new
                {
                    timestamp,
                    sequence,
                    to,
                }
            );
            foreach (var report in page)
                yield return report;
            if (page.Count < PageRows)
                yield break;
            (timestamp, sequence) = (page[^1].Timestamp, page[^1].Sequence);
        }
    }

    /// <summary>The queued reports, whose receipts are awaited, in the order in which they were recorded.</summary>
    /// <param name="after">The sequence of the last report seen; 0 to begin with the first.</param>
    public IReadOnlyList<ReportRecord> Queued(long after = 0, int limit = PageRows) =>
        Reports("outcome = 'Queued' AND sequence > @after ORDER BY sequence LIMIT @limit", new { after, limit });

    /// <summary>The rows and checksum that the server gave for each day when it was last compared.</summary>
    public IReadOnlyDictionary<DateOnly, DayRecord> ComparedDays(string source, DateOnly from) =>
        _database.Read(db =>
            db.Query<DayRecord>(
                    "SELECT source, day, row_count AS rows, checksum, saved_at AS savedAt FROM days WHERE source = @source AND day >= @from",
                    new { source, from }
                )
                .ToDictionary(d => d.Day)
        );

    /// <summary>Null before the first sync.</summary>
    public SchemaRecord? Schema() =>
        _database.Read(db => db.QuerySingleOrDefault<SchemaRecord>("SELECT resolved, saved_at AS savedAt FROM schema"));

    private static object Days(DateOnly? from, DateOnly? to, int limit = 0) =>
        new
        {
            from = from ?? DateOnly.MinValue,
            to = to ?? DateOnly.MaxValue,
            limit,
            others = TestplanCount.Others,
        };
}
