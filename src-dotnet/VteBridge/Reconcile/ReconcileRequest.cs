using VteBridge.Sync;

namespace VteBridge.Reconcile;

/// <summary>What a reconciliation looks at.</summary>
/// <param name="From">Raw VTE time of the first run.</param>
/// <param name="IsDeep">Whether to read reports back from WATS and compare every value.</param>
/// <param name="Sample">How many reports to read back; null for all.</param>
/// <param name="Seed">Chooses the sample: the same seed and runs give the same sample.</param>
/// <param name="HasYield">Whether to compare first-pass yields.</param>
/// <param name="IsOfWatsAlone">Whether to compare WATS with the state store only, without reading VTE.</param>
internal sealed record ReconcileRequest(
    DateTime From,
    bool IsDeep = false,
    int? Sample = null,
    int Seed = 1,
    bool HasYield = false,
    bool IsOfWatsAlone = false
);

/// <summary>The result of comparing one run or repair.</summary>
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
/// <param name="Trouble">Why WATS could not be asked about everything; null when it could, or was not to be asked.</param>
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

    /// <summary>Proven differences come before questions that WATS did not answer.</summary>
    public int ExitCode =>
        Differences > 0 ? Core.ExitCode.DeadLetters
        : Trouble is not null ? Core.ExitCode.DestinationUnavailable
        : Core.ExitCode.Done;

    /// <summary>The differences in one line.</summary>
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
                    : "; compared with the state store only, not with WATS"
                );
        }
    }
}

/// <summary>Counts the runs of one testplan on one day by VTE's raw times, or the repairs of that day.</summary>
internal sealed record ReconcileCount(DateOnly Day, string Testplan)
{
    /// <summary>The rows that VTE has.</summary>
    public int InVte { get; set; }

    /// <summary>Those that the state store has as accepted or queued, with the same fingerprint.</summary>
    public int Delivered { get; set; }

    /// <summary>Those that WATS has; if WATS is not asked, those that the state store has as accepted.</summary>
    public int Accepted { get; set; }

    /// <summary>Those that should be in WATS and are not.</summary>
    public int Missing { get; set; }

    /// <summary>Those for which VTE has other facts than those that were sent, or WATS has another verdict.</summary>
    public int Changed { get; set; }

    /// <summary>
    /// Those whose report would look different now although VTE's facts are the same: master data, the configuration or the program
    /// has changed.
    /// </summary>
    public int WouldLookDifferent { get; set; }

    /// <summary>Those that could not be mapped or were rejected.</summary>
    public int DeadLetters { get; set; }

    public int Excluded { get; set; }

    /// <summary>Those that are not complete yet or lie in the future.</summary>
    public int Deferred { get; set; }
}

/// <summary>A day on which VTE counts another number of rows than were read, which shows that reading in order missed some.</summary>
internal sealed record CountDifference(string Source, DateOnly? Day, long Counted, long Read)
{
    /// <param name="until">Its day is compared only when this is the day's last moment; otherwise a part of the day may be unread.</param>
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
