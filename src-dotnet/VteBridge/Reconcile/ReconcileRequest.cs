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
