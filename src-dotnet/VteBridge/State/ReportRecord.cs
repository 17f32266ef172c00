using Dapper;

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
/// <param name="Sequence">Its place in the order in which reports were first recorded. Set by the store.</param>
[method: ExplicitConstructor]
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
    DateTimeOffset? FirstRecordedAt = null,
    long Sequence = 0
)
{
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

/// <summary>Everything that one page, or one batch of receipts, changes: recorded as a whole or not at all.</summary>
internal sealed record PageRecord
{
    /// <summary>New, or instead of what is recorded under their ids.</summary>
    public IReadOnlyList<ReportRecord> Reports { get; init; } = [];

    public IReadOnlyList<Adoption> Adopted { get; init; } = [];

    public IReadOnlyList<ReceiptRecord> Receipts { get; init; } = [];

    /// <summary>New, or instead of the dead letters of their ids.</summary>
    public IReadOnlyList<DeadLetterRecord> DeadLetters { get; init; } = [];

    /// <summary>Ids whose dead letters, if there are any, are no more.</summary>
    public IReadOnlyCollection<Guid> Delivered { get; init; } = [];

    /// <summary>Where the source has come to; null: as it was.</summary>
    public CheckpointRecord? Checkpoint { get; init; }

    /// <summary>Where the backfill has come to; null: as it was.</summary>
    public BackfillRecord? Backfill { get; init; }
}

/// <summary>The position of a source before which every row has an outcome.</summary>
/// <param name="Source">"runs" or "repairs".</param>
/// <param name="Timestamp">Raw.</param>
/// <param name="Id">VTE's key; empty: before every row of that timestamp.</param>
[method: ExplicitConstructor]
internal sealed record CheckpointRecord(string Source, DateTime Timestamp, string Id, DateTimeOffset SavedAt);

/// <summary>A raw timestamp and VTE's key at it.</summary>
[method: ExplicitConstructor]
internal sealed record StoredPosition(DateTime Timestamp, string Id);

/// <summary>How far one backfill has come.</summary>
/// <param name="Key">Names the call: another range, slice or order begins anew.</param>
/// <param name="Chunk">The beginning of the piece it is at; null: all is done.</param>
/// <param name="Until">The end that was "now" when it began; null where the call names the end.</param>
[method: ExplicitConstructor]
internal sealed record BackfillRecord(
    string Key,
    DateTime? Chunk,
    StoredPosition? Runs,
    StoredPosition? Repairs,
    DateTime? Until,
    DateTimeOffset SavedAt
);

/// <summary>A run or repair that could not be mapped or was rejected: what it is, why, and what to do.</summary>
/// <param name="Source">VTE's own key, or what can be said of a row that has none.</param>
/// <param name="Timestamp">Raw; null where VTE has none.</param>
/// <param name="Cause">The same text for all dead letters that one correction mends.</param>
/// <param name="Report">The report as it was refused, null when there is none. The store keeps its first <see cref="ReportLimit"/> bytes.</param>
/// <param name="ReportBytes">Length of the whole report. Set by the store where it is not given.</param>
/// <param name="ReportFile">Where the whole report is; null: nowhere else.</param>
[method: ExplicitConstructor]
internal sealed record DeadLetterRecord(
    Guid Id,
    ReportKind Kind,
    string Source,
    DateTime? Timestamp,
    string? Serial,
    string? Station,
    string? Testplan,
    string Cause,
    string What,
    string Fix,
    DateTimeOffset RecordedAt,
    string? Report = null,
    long? ReportBytes = null,
    string? ReportFile = null
)
{
    /// <summary>In UTF-8.</summary>
    public const int ReportLimit = 64 * 1024;
}

/// <summary>Dead letters with one cause.</summary>
/// <param name="Newest">Without its report.</param>
internal sealed record DeadLetterGroup(string Cause, int Count, DeadLetterRecord Newest);
