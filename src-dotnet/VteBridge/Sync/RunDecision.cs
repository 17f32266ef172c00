using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>What a sync cycle does with one candidate.</summary>
internal enum DecisionKind
{
    /// <summary>The record agrees with VTE: nothing to do.</summary>
    Unchanged,

    /// <summary>Recorded by 0.1.0 without a fingerprint: the fingerprint is added to the record, nothing is sent.</summary>
    Adopt,

    /// <summary>New, changed in VTE, or requested: mapped and delivered.</summary>
    Send,

    /// <summary>Could not be sent before: mapped again, and delivered if the result is different now.</summary>
    TryAgain,

    /// <summary>Must wait for a later cycle.</summary>
    Defer,

    /// <summary>The row cannot be read: it becomes a dead letter.</summary>
    DeadLetter,
}

/// <summary>Decides what to do with a candidate from what VTE has, what the store knows, and the time. Pure.</summary>
/// <param name="Reason">Why the candidate is sent or waits, for people.</param>
internal readonly record struct RunDecision(DecisionKind Kind, string Reason = "")
{
    /// <param name="known">The record of an earlier cycle; null when there is none.</param>
    /// <param name="force">Whether to send it even if it is unchanged.</param>
    public static RunDecision For(
        Candidate candidate,
        ReportRecord? known,
        Window window,
        SyncOptions options,
        bool force = false
    )
    {
        if (candidate.Unreadable is not null)
            return known is { Outcome: Outcome.Rejected } && known.Fingerprint == candidate.Fingerprint
                ? new(DecisionKind.Unchanged)
                : new(DecisionKind.DeadLetter);
        if (!candidate.HasDetails)
            return new(DecisionKind.Unchanged);
        if (!force && IsRecordedAs(candidate, known))
            return new(known!.LacksFingerprint ? DecisionKind.Adopt : DecisionKind.Unchanged);
        if (WaitsFor(candidate, known, window, options, force) is { } wait)
            return new(DecisionKind.Defer, wait);
        if (force)
            return new(DecisionKind.Send, "sent again as asked");
        return known switch
        {
            null => new(DecisionKind.Send, "new"),
            { IsBeingReplaced: true } => new(DecisionKind.Send, "an earlier delivery was interrupted"),
            { Outcome: Outcome.Unavailable } => new(DecisionKind.Send, "its copy in the queue was lost"),
            { Outcome: Outcome.Accepted or Outcome.Queued } when IsSameOrUnknown(candidate, known) => new(
                DecisionKind.Send,
                "it was incomplete, or its start time must be moved"
            ),
            _ when IsSameOrUnknown(candidate, known) => new(DecisionKind.TryAgain, "could not be sent before"),
            _ => new(DecisionKind.Send, "changed in VTE"),
        };
    }

    /// <summary>
    /// Whether the candidate was delivered with the same facts. A record without a fingerprint is taken for the same: it is no reason
    /// to send again.
    /// </summary>
    private static bool IsRecordedAs(Candidate candidate, ReportRecord? known) =>
        known is { Outcome: Outcome.Accepted or Outcome.Queued }
        && IsSameOrUnknown(candidate, known)
        && StartTimeCollisions.WasSentWith(known.Flags, candidate.StartShift)
        && !(known.LacksFingerprint && candidate.IsComplete && DetailSelection.WasIncomplete(known));

    private static bool IsSameOrUnknown(Candidate candidate, ReportRecord known) =>
        known.LacksFingerprint || known.Fingerprint == candidate.Fingerprint;

    private static string? WaitsFor(
        Candidate candidate,
        ReportRecord? known,
        Window window,
        SyncOptions options,
        bool force
    )
    {
        // Sites in zones east of the others may be read ahead of their own clocks, and WATS quarantines reports that start in the future.
        if (candidate.Start > window.Settled)
            return $"it starts at {candidate.Start:yyyy-MM-dd HH:mm:ss zzz}, less than Sync:SettleDelay ago or in the future";
        var isYoung = window.Now - candidate.Start < options.CompletenessWait;
        if (isYoung && !candidate.IsComplete)
            return $"it has no steps or no known result yet, and is younger than Sync:CompletenessWait";
        if (isYoung && !force && known is { IsBeingReplaced: false } && !IsSameOrUnknown(candidate, known))
            return "its rows have changed since it was sent, and it is younger than Sync:CompletenessWait";
        return null;
    }
}

/// <summary>
/// Chooses the runs whose steps are read after their headers. Headers are few and are read in every cycle. Steps are most of the
/// rows; they are read when a run is new, when <see cref="SecondLooks"/> asks for it, and when its header has changed. Pure.
/// </summary>
internal static class DetailSelection
{
    public static readonly string[] IncompleteFlags = [Flags.NoSteps, Flags.UnknownResult];

    /// <param name="all">Whether the steps of all runs are wanted.</param>
    public static bool Needs(Candidate candidate, ReportRecord? known, bool all) =>
        candidate.Unreadable is null
        && (
            all
            || known is null
            || known.HeaderFingerprint != candidate.HeaderFingerprint
            || known.IsBeingReplaced
            || known.Outcome is not (Outcome.Accepted or Outcome.Queued)
            || WasIncomplete(known)
            || !StartTimeCollisions.WasSentWith(known.Flags, candidate.StartShift)
        );

    /// <param name="recordedUpTo">See <see cref="Walk.RecordedUpTo"/>.</param>
    public static bool NeedsSecondLook(ReportRecord? known, long recordedUpTo) =>
        known is null || known.Sequence <= recordedUpTo;

    /// <summary>Whether the run was sent without steps or with an unknown result: VTE may have filled it in since.</summary>
    public static bool WasIncomplete(ReportRecord known) =>
        known.Flags.Any(flag => IncompleteFlags.Contains(Flags.KindOf(flag)));
}
