using Dapper;

namespace VteBridge.State;

/// <summary>The checks that are repeated at intervals. The store keeps, by the database's clock, when each was last made.</summary>
internal enum StoredTime
{
    /// <summary>The steps of runs that had reached the age of Sync:CompletenessWait were read again.</summary>
    Completed,

    /// <summary>The steps of runs that were about to leave the look-back were read again.</summary>
    LeftLookBack,

    /// <summary>The last days were compared, by one aggregate row for each day.</summary>
    DayCheck,

    /// <summary>The rows of the whole history were counted.</summary>
    Census,
}

/// <summary>A day on which the number of rows in VTE differed from the number of outcomes in the store.</summary>
/// <param name="Day">Null for the rows without a time or key.</param>
[method: ExplicitConstructor]
internal sealed record CensusDifference(string Source, DateOnly? Day, long InVte, long Recorded)
{
    public override string ToString() =>
        $"{(Day is { } day ? $"{day:yyyy-MM-dd}" : "Without a time or key")}: VTE has {InVte} {Source}, {Recorded} have an outcome.";
}

/// <summary>Queries and records of the completeness checks.</summary>
internal sealed partial class StateStore
{
    /// <summary>
    /// Whether the check was never made, or was made at least an interval ago, or at a time that is still to come: the clock was wrong
    /// then.
    /// </summary>
    public bool IsDue(StoredTime check, TimeSpan interval, DateTimeOffset now) =>
        LastTime(check) is not { } last || last > now || now - last >= interval;

    public DateTimeOffset? LastTime(StoredTime check) =>
        Fact(NameOf(check)) is { } text ? StateText.Moment(text) : null;

    public void Done(StoredTime check, DateTimeOffset now) =>
        SaveFact("check made", NameOf(check), StateText.Moment(now));

    /// <summary>The results of the last nightly reconciliations, oldest first.</summary>
    public IReadOnlyList<NightRecord> Nights() =>
        Fact("nights") is { } text ? JsonSerializer.Deserialize<List<NightRecord>>(text)! : [];

    /// <summary>Replaces an earlier result of the same night for the same day.</summary>
    public void SaveNight(NightRecord night)
    {
        var kept = Nights().Where(n => (n.Night, n.Day) != (night.Night, night.Day)).Append(night);
        var last = kept.Select(n => n.Night).Distinct().OrderDescending().Take(NightRecord.Kept).Min();
        SaveFact(
            "night",
            "nights",
            JsonSerializer.Serialize(kept.Where(n => n.Night >= last).OrderBy(n => (n.Night, n.Day)))
        );
    }

    /// <summary>The units with many tests in one process, as last counted.</summary>
    public IReadOnlyList<Retest> Retests() =>
        Fact("retests") is { } text ? JsonSerializer.Deserialize<List<Retest>>(text)! : [];

    public void SaveRetests(IReadOnlyList<Retest> units) =>
        SaveFact("retests", "retests", JsonSerializer.Serialize(units));

    /// <summary>Reports whose copy was lost or whose delivery was interrupted, in the order in which they were recorded.</summary>
    public IReadOnlyList<ReportRecord> Lost(ReportKind kind, int limit) =>
        Reports(
            "outcome = 'Unavailable' AND kind = @kind ORDER BY sequence LIMIT @limit",
            new { kind = kind.ToString(), limit }
        );

    /// <summary>Reports that have one of these flags, with any detail, and whose raw time is not before <paramref name="from"/>.</summary>
    public IReadOnlyList<ReportRecord> Flagged(
        ReportKind kind,
        IReadOnlyList<string> flags,
        DateTime from,
        int limit
    ) =>
        Reports(
            """
            flags IS NOT NULL AND day >= substr(@from, 1, 10) AND timestamp >= @from AND kind = @kind
              AND EXISTS (SELECT 1 FROM json_each(reports.flags) WHERE substr(value, 1, instr(value || ':', ':') - 1) IN (SELECT value FROM json_each(@flags)))
            ORDER BY timestamp DESC LIMIT @limit
            """,
            new
            {
                kind = kind.ToString(),
                flags,
                from,
                limit,
            }
        );

    /// <summary>The raw times of delivered reports that have none of these flags, with any detail.</summary>
    public IReadOnlyList<DateTime> DeliveredComplete(
        ReportKind kind,
        IReadOnlyList<string> flags,
        DateTime from,
        DateTime to
    ) =>
        _database.Read(db =>
            db.Query<DateTime>(
                    """
                    SELECT timestamp FROM reports
                    WHERE timestamp >= @from AND timestamp <= @to AND kind = @kind AND outcome IN ('Accepted', 'Queued') AND sent_hash <> ''
                      AND NOT EXISTS (SELECT 1 FROM json_each(coalesce(reports.flags, '[]')) WHERE substr(value, 1, instr(value || ':', ':') - 1) IN (SELECT value FROM json_each(@flags)))
                    """,
                    new
                    {
                        kind = kind.ToString(),
                        flags,
                        from,
                        to,
                    }
                )
                .AsList()
        );

    /// <summary>The number of rows of each day that have an outcome, or had one before they were pruned.</summary>
    /// <param name="from">
    /// Raw time. Rows without a time are recorded under the first day of the calendar; they are always counted.
    /// </param>
    public IReadOnlyDictionary<DateOnly, long> Recorded(ReportKind kind, DateTime from, DateTime to) =>
        _database.Read(db =>
            db.Query<(DateOnly Day, long Count)>(
                    """
                    SELECT day, sum(n) FROM (
                      SELECT day, count(*) AS n FROM reports
                      WHERE kind = @kind AND (timestamp >= @from AND timestamp <= @to OR timestamp < '0002') GROUP BY 1
                      UNION ALL
                      SELECT day, row_count FROM pruned WHERE kind = @kind AND day >= substr(@from, 1, 10) AND day <= substr(@to, 1, 10))
                    GROUP BY day
                    """,
                    new
                    {
                        kind = kind.ToString(),
                        from,
                        to,
                    }
                )
                .ToDictionary(d => d.Day, d => d.Count)
        );

    /// <summary>The days from which reports were pruned: a run of such a day that has no record may have been sent.</summary>
    public IReadOnlySet<DateOnly> PrunedDays(ReportKind kind) =>
        _database.Read(db =>
            db.Query<DateOnly>("SELECT day FROM pruned WHERE kind = @kind", new { kind = kind.ToString() }).ToHashSet()
        );

    public IReadOnlyList<CensusDifference> CensusDifferences() =>
        _database.Read(db =>
            db.Query<CensusDifference>(
                    "SELECT source, nullif(day, '') AS day, in_vte AS inVte, recorded FROM census ORDER BY source, day"
                )
                .AsList()
        );

    /// <summary>Replaces the differences of the census before.</summary>
    public void SaveCensus(IReadOnlyCollection<CensusDifference> differences, DateTimeOffset now) =>
        _database.Write(
            "census",
            (db, _) =>
            {
                db.Execute("DELETE FROM census");
                db.Execute(
                    "INSERT INTO census (source, day, in_vte, recorded) VALUES (@Source, @day, @InVte, @Recorded)",
                    differences.Select(d => new
                    {
                        d.Source,
                        day = d.Day is { } day ? StateText.Day(day) : "",
                        d.InVte,
                        d.Recorded,
                    })
                );
                SaveFact(db, NameOf(StoredTime.Census), StateText.Moment(now));
            }
        );

    private static string NameOf(StoredTime check) => $"last {check}";
}
