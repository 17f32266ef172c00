using VteBridge.Sync;

namespace VteBridge.Reconcile;

/// <summary>What a reconciliation looks at.</summary>
/// <param name="From">Raw time of the first run.</param>
/// <param name="IsDeep">Read reports back from WATS and compare every value.</param>
/// <param name="Sample">So many of them; null: all.</param>
/// <param name="Seed">By which they are chosen: the same seed and runs give the same sample.</param>
/// <param name="HasYield">Compare first-pass yields.</param>
/// <param name="IsOfWatsAlone">Ask WATS for what the store has, and read nothing of VTE.</param>
internal sealed record ReconcileRequest(
    DateTime From,
    bool IsDeep = false,
    int? Sample = null,
    int Seed = 1,
    bool HasYield = false,
    bool IsOfWatsAlone = false
);

/// <summary>What one report proved to be.</summary>
internal enum Finding
{
    Accepted,
    Delivered,
    Missing,
    Changed,
    WouldLookDifferent,
    DeadLetter,
    Excluded,
    Deferred,
}

/// <summary>The sums of a reconciliation.</summary>
/// <param name="Trouble">Why WATS was not asked about everything; null when it was, or was not to be.</param>
internal sealed record ReconcileTotals(
    int InVte,
    int Accepted,
    int Missing,
    int Changed,
    int WouldLookDifferent,
    int DeadLetters,
    long Unread,
    int Orphans,
    int DeepDifferences,
    int YieldDifferences,
    bool AskedWats,
    string? Trouble
)
{
    public long Differences => Missing + Changed + Unread + Orphans + DeepDifferences + YieldDifferences;

    /// <summary>What is proved to be wrong comes before what could not be asked.</summary>
    public int ExitCode =>
        Differences > 0 ? Core.ExitCode.DeadLetters
        : Trouble is not null ? Core.ExitCode.DestinationUnavailable
        : Core.ExitCode.Done;

    /// <summary>What differs, in a line.</summary>
    public string Text
    {
        get
        {
            (long Count, string What)[] found =
            [
                (Missing, "missing"),
                (Changed, "changed"),
                (Unread, "not read"),
                (Orphans, "orphaned"),
                (DeepDifferences, "with other values in WATS"),
                (YieldDifferences, "yields differ"),
            ];
            var told = found.Where(f => f.Count > 0).Select(f => $"{f.Count} {f.What}").DefaultIfEmpty("no difference");
            return string.Join(", ", told)
                + (
                    Trouble is { } why ? $"; WATS could not be asked: {why}"
                    : AskedWats ? ""
                    : "; compared with the state store alone"
                );
        }
    }
}

/// <summary>What became of the runs of one testplan on one day of VTE's, or of the repairs of that day.</summary>
internal sealed record ReconcileCount(DateOnly Day, string Testplan)
{
    /// <summary>Rows that VTE has.</summary>
    public int InVte { get; set; }

    /// <summary>That the store has as accepted or queued, with these facts.</summary>
    public int Delivered { get; set; }

    /// <summary>That WATS has; where it is not asked, that the store has as accepted.</summary>
    public int Accepted { get; set; }

    /// <summary>That should be there and are not.</summary>
    public int Missing { get; set; }

    /// <summary>Of which VTE has other facts than those that were sent, or WATS another verdict.</summary>
    public int Changed { get; set; }

    /// <summary>Of which a report made now would look different, although VTE's facts are the same: master data, configuration, or the program has changed.</summary>
    public int WouldLookDifferent { get; set; }

    /// <summary>That could not be mapped, or were refused.</summary>
    public int DeadLetters { get; set; }

    public int Excluded { get; set; }

    /// <summary>Not complete yet, or in the future.</summary>
    public int Deferred { get; set; }
}

/// <summary>A day of which VTE counts another number of rows than were read: some rows cannot be met by reading in order.</summary>
internal sealed record CountDifference(string Source, DateOnly? Day, long Counted, long Read)
{
    /// <param name="until">Of its day only a part may have been read, unless it is the day's last moment.</param>
    /// <param name="read">How many rows of each day were read.</param>
    public static async Task<IEnumerable<CountDifference>> OfAsync(
        IRowSource source,
        DateTime from,
        DateTime until,
        Dictionary<DateOnly, long> read,
        CancellationToken stop
    )
    {
        var last = DateOnly.FromDateTime(until.AddTicks(1));
        var days = await source.Census.CountByDayAsync(from, stop);
        var counted = days.AggregateBy(c => c.Day ?? DateOnly.MinValue, 0L, (sum, c) => sum + c.Count).ToDictionary();
        return counted
            .Keys.Union(read.Keys)
            .Where(day => day < last && counted.GetValueOrDefault(day) != read.GetValueOrDefault(day))
            .Order()
            .Select(day => new CountDifference(
                source.Name,
                day == DateOnly.MinValue ? null : day,
                counted.GetValueOrDefault(day),
                read.GetValueOrDefault(day)
            ));
    }
}
