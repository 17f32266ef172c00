using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>
/// Which of the runs whose headers were read need their steps read too. Headers are cheap and are read in every cycle;
/// steps are most of the rows. Pure.
/// </summary>
internal static class DetailSelection
{
    public static readonly string[] IncompleteFlags = [Flags.NoSteps, Flags.UnknownResult];

    /// <param name="all">It is this cycle's turn to read the steps of all runs.</param>
    public static bool Needs(Candidate candidate, ReportRecord? known, Window window, SyncOptions options, bool all) =>
        candidate.Unreadable is null
        && (
            all
            || known is null
            || known.HeaderFingerprint != candidate.HeaderFingerprint
            || known.IsBeingReplaced
            || known.Outcome is not (Outcome.Accepted or Outcome.Queued)
            || WasIncomplete(known)
            || !StartTimeCollisions.WasSentWith(known.Flags, candidate.StartShift)
            || window.Now - candidate.Start < options.CompletenessWait
        );

    /// <summary>It was sent without steps or with an unknown result: VTE may have filled it in since.</summary>
    public static bool WasIncomplete(ReportRecord known) =>
        known.Flags.Any(flag => IncompleteFlags.Contains(Flags.KindOf(flag)));
}
