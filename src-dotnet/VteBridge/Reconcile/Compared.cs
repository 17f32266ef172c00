using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Reconcile;

/// <summary>A run or repair as VTE has it now, beside what is recorded of it; without its content, because many wait for WATS's answer.</summary>
/// <param name="Fingerprint">Of VTE's facts now.</param>
/// <param name="Report">Its verdict now; null where it makes no report.</param>
/// <param name="LooksDifferent">A report made now has other bytes than those that were sent.</param>
/// <param name="WithoutReport">What it is where it makes no report.</param>
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
    /// <summary>Nothing is wrong but that a report made now would look different.</summary>
    public bool OnlyLooksDifferent { get; init; }

    public bool IsDelivered => Known?.Outcome is Outcome.Accepted or Outcome.Queued;

    public bool IsChanged => IsDelivered && !Known!.LacksFingerprint && Known.Fingerprint != Fingerprint;

    /// <summary>It makes no report, and no sync has made a dead letter of it.</summary>
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

    /// <summary>As it was recorded, when VTE is not read.</summary>
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
