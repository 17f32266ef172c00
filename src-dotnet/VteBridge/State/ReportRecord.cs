using VteBridge.Core;

namespace VteBridge.State;

/// <summary>What became of one run or repair.</summary>
/// <param name="Id">Of the report; for a run its Index_GUID.</param>
/// <param name="Timestamp">Raw, as VTE's column holds it.</param>
/// <param name="HeaderFingerprint">Of the header row alone; empty when it is not known.</param>
/// <param name="Fingerprint">Of all facts that VTE holds about it; empty when it is not known: then it says nothing about a change.</param>
/// <param name="SentHash">Of the bytes that were sent, or of the reason why there were none; empty while a newer version is on its way.</param>
/// <param name="Verdict">As sent; null without a report.</param>
/// <param name="RecordedAt">Of the last change.</param>
/// <param name="Program">The version of VteBridge that the report names; null without a report.</param>
/// <param name="IsInQueue">Its copy was written to our own queue, where a lost one is noticed.</param>
/// <param name="FirstRecordedAt">Of the first record of this id. Set by the store, whatever is recorded.</param>
internal sealed record ReportRecord(
    Guid Id,
    ReportKind Kind,
    DateTime Timestamp,
    string? Testplan,
    string HeaderFingerprint,
    string Fingerprint,
    string SentHash,
    Outcome Outcome,
    Verdict? Verdict,
    IReadOnlyList<string> Flags,
    DateTimeOffset RecordedAt,
    string? Program = null,
    bool IsInQueue = false,
    DateTimeOffset? FirstRecordedAt = null
)
{
    /// <summary>Its place in the order in which reports were first recorded. Set by the store.</summary>
    public long Sequence { get; init; }

    /// <summary>Recorded by a version that knew the hash of the bytes alone: never a reason to send again.</summary>
    public bool LacksFingerprint => Fingerprint == "" && SentHash != "";

    /// <summary>A cycle was killed while it delivered a newer version: nobody knows which one the destination has.</summary>
    public bool IsBeingReplaced => SentHash == "";
}

/// <summary>The facts of a report that was recorded without them: it is unchanged, and nothing is sent.</summary>
internal sealed record Adoption(Guid Id, string HeaderFingerprint, string Fingerprint);

/// <summary>What the destination says about a report that was queued.</summary>
/// <param name="SentHash">Of the version it is about; null: whichever is queued. Another version that was recorded meanwhile is left alone.</param>
internal sealed record ReceiptRecord(Guid Id, string? SentHash, Outcome Outcome, DateTimeOffset RecordedAt);

/// <summary>A report of the queue whose receipt is awaited.</summary>
internal sealed record QueuedReport(
    long Sequence,
    Guid Id,
    ReportKind Kind,
    DateTime Timestamp,
    string SentHash,
    bool IsInQueue,
    DateTimeOffset RecordedAt
);
