using Dapper;
using VteBridge.Core;

namespace VteBridge.State;

/// <summary>Questions to the store. Times and days are VTE's raw ones; a range includes its beginning and not its end.</summary>
internal sealed partial class StateStore
{
    /// <summary>Rows of a walk that are in memory at a time; between two pages others may write.</summary>
    private const int PageRows = 2_000;

    /// <summary>The moment at which the store was made; null where there is none yet.</summary>
    public DateTimeOffset? CreatedAt => Fact("created") is { } text ? StateText.Moment(text) : null;

    /// <summary>The database that the store belongs to; null before the first sync.</summary>
    public string? DatabaseName => Fact("database");

    /// <summary>The place of the report that was first recorded last; 0 where there is none.</summary>
    public long LastSequence() =>
        _database.Read(db => db.ExecuteScalar<long>("SELECT coalesce(max(sequence), 0) FROM reports"));

    /// <summary>The newest days of VTE's that have reports, in order; at most so many.</summary>
    public IReadOnlyList<DateOnly> LastDays(int count) =>
        _database.Read(db =>
        {
            var days = new List<DateOnly>();
            for (string? before = "9999-99"; days.Count < count; )
            {
                before = db.QuerySingle<string?>("SELECT max(day) FROM reports WHERE day < @before", new { before });
                if (before is null)
                    break;
                days.Insert(0, StateText.Day(before));
            }
            return days;
        });

    /// <summary>How many reports of each day have each outcome.</summary>
    /// <param name="from">Null: from the first day.</param>
    public IReadOnlyList<OutcomeCount> Outcomes(DateOnly? from = null, DateOnly? to = null) =>
        _database.Read(db =>
            db.Query<(string Day, string Kind, string Outcome, long Count)>(
                    """
                    SELECT day, kind, outcome, count(*) FROM reports
                    WHERE day >= @from AND day < @to GROUP BY day, kind, outcome
                    """,
                    Days(from, to)
                )
                .Select(c => new OutcomeCount(
                    StateText.Day(c.Day),
                    Enum.Parse<ReportKind>(c.Kind),
                    Enum.Parse<Outcome>(c.Outcome),
                    c.Count
                ))
                .ToList()
        );

    /// <summary>The runs of each hour of VTE's raw time, by outcome.</summary>
    public IReadOnlyList<HourCount> Hours(DateTime from, DateTime to) =>
        _database.Read(db =>
            db.Query<(string Hour, string Outcome, long Count)>(
                    """
                    SELECT substr(timestamp, 1, 13) AS hour, outcome, count(*) FROM reports
                    WHERE timestamp >= @from AND timestamp < @to AND kind = 'Run'
                    GROUP BY 1, 2
                    """,
                    new { from = StateText.Raw(from), to = StateText.Raw(to) }
                )
                .Select(c => new HourCount(
                    StateText.Raw(c.Hour + ":00:00.0000000"),
                    Enum.Parse<Outcome>(c.Outcome),
                    c.Count
                ))
                .ToList()
        );

    /// <summary>The verdicts of each testplan's runs, the testplan with the most runs first.</summary>
    /// <param name="limit">Rows at the most; where there are more testplans, the last row is the sum of <see cref="TestplanCount.Others"/>.</param>
    public IReadOnlyList<TestplanCount> Testplans(DateOnly? from = null, DateOnly? to = null, int limit = 50) =>
        _database.Read(db =>
            db.Query<(string? Testplan, long Passed, long Failed, long Error, long Terminated)>(
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
                    SELECT iif(place < @limit OR plans = @limit, testplan, @others), sum(passed), sum(failed), sum(error), sum(terminated)
                    FROM ranked GROUP BY min(place, @limit) ORDER BY min(place)
                    """,
                    Days(from, to, limit)
                )
                .Select(t => new TestplanCount(t.Testplan, t.Passed, t.Failed, t.Error, t.Terminated))
                .ToList()
        );

    /// <summary>How often each flag was raised, a flag's detail (behind its colon) not told apart.</summary>
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

    /// <summary>Every report of a time, in the order of its raw time. Read page by page: what changes meanwhile may be seen either way.</summary>
    public IEnumerable<ReportRecord> Reports(DateTime from, DateTime to)
    {
        var (timestamp, sequence, until) = (StateText.Raw(from), 0L, StateText.Raw(to));
        while (true)
        {
            var page = _database.Read(db =>
                db.Query<ReportRow>(
                        $"""
                        SELECT {ReportRow.Columns} FROM reports
                        WHERE (timestamp, sequence) > (@timestamp, @sequence) AND timestamp < @until
                        ORDER BY timestamp, sequence LIMIT {PageRows}
                        """,
                        new
                        {
                            timestamp,
                            sequence,
                            until,
                        }
                    )
                    .AsList()
            );
            foreach (var row in page)
                yield return row.ToRecord();
            if (page.Count < PageRows)
                yield break;
            (timestamp, sequence) = (page[^1].Timestamp, page[^1].Sequence);
        }
    }

    /// <summary>Reports whose receipts are awaited, the first recorded first.</summary>
    /// <param name="after">The sequence of the last one seen; 0: from the beginning.</param>
    public IReadOnlyList<QueuedReport> Queued(long after = 0, int limit = PageRows) =>
        _database.Read(db =>
            db.Query<ReportRow>(
                    $"SELECT {ReportRow.Columns} FROM reports WHERE outcome = 'Queued' AND sequence > @after ORDER BY sequence LIMIT @limit",
                    new { after, limit }
                )
                .Select(row => row.ToQueued())
                .ToList()
        );

    /// <summary>What the server said about each day that was compared.</summary>
    public IReadOnlyDictionary<DateOnly, DayRecord> ComparedDays(string source, DateOnly from) =>
        _database.Read(db =>
            db.Query<(string Day, long Rows, string Checksum, string SavedAt)>(
                    "SELECT day, row_count, checksum, saved_at FROM days WHERE source = @source AND day >= @from",
                    new { source, from = StateText.Day(from) }
                )
                .Select(d => new DayRecord(
                    source,
                    StateText.Day(d.Day),
                    d.Rows,
                    d.Checksum,
                    StateText.Moment(d.SavedAt)
                ))
                .ToDictionary(d => d.Day)
        );

    /// <summary>Null before the first sync.</summary>
    public SchemaRecord? Schema() =>
        _database.Read(db =>
            db.Query<(string Resolved, string SavedAt)>("SELECT resolved, saved_at FROM schema")
                .Select(s => new SchemaRecord(s.Resolved, StateText.Moment(s.SavedAt)))
                .SingleOrDefault()
        );

    private static object Days(DateOnly? from, DateOnly? to, int limit = 0) =>
        new
        {
            from = from is { } f ? StateText.Day(f) : "",
            to = to is { } t ? StateText.Day(t) : "9999-99",
            limit,
            others = TestplanCount.Others,
        };
}
