using VteBridge.Mapping;
using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>
/// Which of the runs whose headers were read need their steps read too. Headers are cheap and are read in every cycle;
/// steps are most of the rows, and are read when a run is new, when <see cref="SecondLooks"/> come to it, and when its header says so. Pure.
/// </summary>
internal static class DetailSelection
{
    public static readonly string[] IncompleteFlags = [Flags.NoSteps, Flags.UnknownResult];

    /// <param name="all">The steps of all runs are asked for.</param>
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

    /// <summary>It was sent without steps or with an unknown result: VTE may have filled it in since.</summary>
    public static bool WasIncomplete(ReportRecord known) =>
        known.Flags.Any(flag => IncompleteFlags.Contains(Flags.KindOf(flag)));
}
