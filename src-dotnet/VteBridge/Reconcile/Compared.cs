using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Reconcile;

/// <summary>
/// A run or repair as VTE has it now, beside the state store's record of it. Does not hold the report's content, because many of
/// these wait for WATS's answer at once.
/// </summary>
/// <param name="Fingerprint">The fingerprint of VTE's facts now.</param>
/// <param name="Report">The verdict of a report made now; null when there would be none.</param>
/// <param name="LooksDifferent">A report made now has other bytes than the report that was sent.</param>
/// <param name="WithoutReport">The finding when there would be no report.</param>
internal sealed record Compared(
    Guid Id,
    ReportKind Kind,
    DateTime Timestamp,
    (DateOnly Day, string Testplan) Row,
    string? Fingerprint,
    ReportRecord? Known,
    Verdict? Report,
    bool LooksDifferent,
    Finding WithoutReport
)
{
    /// <summary>The only thing wrong is that a report made now would look different.</summary>
    public bool OnlyLooksDifferent { get; init; }

    public bool IsDelivered => Known?.Outcome is Outcome.Accepted or Outcome.Queued;

    public bool IsChanged => IsDelivered && !Known!.LacksFingerprint && Known.Fingerprint != Fingerprint;

    /// <summary>The run or repair gets no report, and no sync has recorded a dead letter for it.</summary>
    public bool LacksOutcome => Known is null && Report is null && WithoutReport == Finding.DeadLetter;

    public bool IsRefused => Known?.Outcome is Outcome.Rejected && !LooksDifferent;

    public static Compared Of(Prepared prepared, ReportRecord? known)
    {
        var candidate = prepared.Candidate;
        return new Compared(
            candidate.Id,
            candidate.Kind,
            candidate.Position.Timestamp,
            RowOf(candidate.Kind, candidate.Position.Timestamp, candidate.Testplan),
            candidate.Fingerprint,
            known,
            (prepared.Mapped as MappedReport)?.Report.Result,
            known is not null && known.SentHash != prepared.Hash,
            prepared.Mapped switch
            {
                Unmappable => Finding.DeadLetter,
                ExcludedByConfiguration => Finding.Excluded,
                _ => Finding.Deferred,
            }
        );
    }

    /// <summary>The run or repair as recorded, for a reconciliation that does not read VTE.</summary>
    public static Compared Of(ReportRecord known) =>
        new(
            known.Id,
            known.Kind,
            known.Timestamp,
            RowOf(known.Kind, known.Timestamp, known.Testplan),
            known.Fingerprint,
            known,
            known.Outcome is Outcome.Accepted or Outcome.Queued ? known.Verdict : null,
            LooksDifferent: false,
            known.Outcome == Outcome.Excluded ? Finding.Excluded
                : known.Outcome == Outcome.Rejected ? Finding.DeadLetter
                : Finding.Deferred
        );

    private static (DateOnly, string) RowOf(ReportKind kind, DateTime timestamp, string? testplan) =>
        (DateOnly.FromDateTime(timestamp), kind == ReportKind.Repair ? "(repairs)" : testplan ?? "");
}
