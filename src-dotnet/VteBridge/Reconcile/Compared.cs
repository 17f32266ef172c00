using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Reconcile;

/// <summary>A report as VTE would give it now, beside what is recorded of it; without its content, because many wait for WATS's answer.</summary>
internal sealed record Compared(
    Guid Id,
    ReportKind Kind,
    DateTime Timestamp,
    Verdict Verdict,
    (DateOnly Day, string Testplan) Row,
    Outcome? Outcome,
    bool IsChanged,
    bool LooksDifferent
)
{
    /// <summary>Nothing is wrong but that a report made now would look different.</summary>
    public bool OnlyLooksDifferent { get; init; }

    public bool IsDelivered => Outcome is Core.Outcome.Accepted or Core.Outcome.Queued;

    public bool IsRefused => Outcome is Core.Outcome.Rejected && !IsChanged && !LooksDifferent;

    public static Compared Of(Prepared prepared, Verdict verdict, ReportRecord? known)
    {
        var candidate = prepared.Candidate;
        var isDelivered = known?.Outcome is Core.Outcome.Accepted or Core.Outcome.Queued;
        return new Compared(
            candidate.Id,
            candidate.Kind,
            candidate.Position.Timestamp,
            verdict,
            RowOf(candidate),
            known?.Outcome,
            isDelivered && !known!.LacksFingerprint && known.Fingerprint != candidate.Fingerprint,
            known is not null && known.SentHash != prepared.Hash
        );
    }

    public static (DateOnly, string) RowOf(Candidate candidate) =>
        (
            DateOnly.FromDateTime(candidate.Position.Timestamp),
            candidate.Kind == ReportKind.Repair ? "(repairs)" : candidate.Testplan ?? ""
        );
}
