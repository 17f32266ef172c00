using Dapper;

namespace VteBridge.State;

/// <summary>The recorded outcome of one run or repair.</summary>
/// <param name="Id">The id of the report; for a run its Index_GUID.</param>
/// <param name="Timestamp">Raw VTE time, as its column holds it.</param>
/// <param name="HeaderFingerprint">Hash of VTE's header row alone; empty when it is not known.</param>
/// <param name="Fingerprint">Hash of all facts that VTE holds about the run or repair; empty when it is not known: changes are then not seen.</param>
/// <param name="SentHash">Hash of the bytes that were sent, or of the reason why none were; empty while a newer version is being delivered.</param>
/// <param name="Verdict">The verdict that was sent; null without a report.</param>
/// <param name="RecordedAt">When the record was last changed.</param>
/// <param name="Program">The version of VteBridge that the report names; null without a report.</param>
/// <param name="IsInQueue">Whether the report was written to our own queue folder, where a lost file is noticed.</param>
/// <param name="FirstRecordedAt">When this id was first recorded. Set by the store; ignored when recording.</param>
/// <param name="Sequence">The report's place in the order in which reports were first recorded. Set by the store; ignored when recording.</param>
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
    /// <summary>0.1.0 recorded only the hash of the bytes. A missing fingerprint is never a reason to send again.</summary>
    public bool LacksFingerprint => Fingerprint == "" && SentHash != "";

    /// <summary>A cycle was killed while it delivered a newer version, so it is unknown which version the destination has.</summary>
    public bool IsBeingReplaced => SentHash == "";
}

/// <summary>Adds the fingerprints to a report that was recorded without them. The report is unchanged, so nothing is sent.</summary>
internal sealed record Adoption(Guid Id, string HeaderFingerprint, string Fingerprint);

/// <summary>What the destination said about a queued report.</summary>
/// <param name="SentHash">
/// The version that the receipt is about; a version recorded meanwhile is left alone. Null for whichever version is queued.
/// </param>
internal sealed record ReceiptRecord(Guid Id, string? SentHash, Outcome Outcome, DateTimeOffset RecordedAt);

/// <summary>Everything that one page, or one batch of receipts, changes. It is recorded as a whole or not at all.</summary>
internal sealed record PageRecord
{
    /// <summary>New records; each replaces an earlier one of the same id.</summary>
    public IReadOnlyList<ReportRecord> Reports { get; init; } = [];

    public IReadOnlyList<Adoption> Adopted { get; init; } = [];

    public IReadOnlyList<ReceiptRecord> Receipts { get; init; } = [];

    /// <summary>New dead letters; each replaces an earlier one of the same id.</summary>
    public IReadOnlyList<DeadLetterRecord> DeadLetters { get; init; } = [];

    /// <summary>Ids whose dead letters, if there are any, are deleted.</summary>
    public IReadOnlyCollection<Guid> Delivered { get; init; } = [];

    /// <summary>The new position of the source; null leaves it as it was.</summary>
    public CheckpointRecord? Checkpoint { get; init; }

    /// <summary>The new position of the backfill; null leaves it as it was.</summary>
    public BackfillRecord? Backfill { get; init; }
}

/// <summary>The position of a source before which every row has an outcome.</summary>
/// <param name="Source">"runs" or "repairs".</param>
/// <param name="Timestamp">Raw VTE time.</param>
/// <param name="Id">VTE's key. If empty, the position is before every row of that timestamp.</param>
[method: ExplicitConstructor]
internal sealed record CheckpointRecord(string Source, DateTime Timestamp, string Id, DateTimeOffset SavedAt);

/// <summary>A raw timestamp and the key of the row in VTE.</summary>
[method: ExplicitConstructor]
internal sealed record StoredPosition(DateTime Timestamp, string Id);

/// <summary>How far one backfill has come.</summary>
/// <param name="Key">Names the range, slice and order of the call. Another one starts a new backfill.</param>
/// <param name="Chunk">The raw time at which the piece in work begins; null when all is done.</param>
/// <param name="Until">The end of the range if that was "now" when the backfill began; null if the call names the end.</param>
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
/// <param name="Source">VTE's own key, or a description of a row that has none.</param>
/// <param name="Timestamp">Raw VTE time; null when VTE has none.</param>
/// <param name="Cause">The same text for all dead letters that one correction resolves.</param>
/// <param name="Report">The rejected report, null when there is none. The store keeps its first <see cref="ReportLimit"/> bytes.</param>
/// <param name="ReportBytes">The length of the whole report. Set by the store when null.</param>
/// <param name="ReportFile">The file that has the whole report; null when there is none.</param>
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
    /// <summary>The largest part of a report that is kept, in bytes of UTF-8.</summary>
    public const int ReportLimit = 64 * 1024;
}

/// <summary>Dead letters with one cause.</summary>
/// <param name="Newest">The newest of them, without its report.</param>
internal sealed record DeadLetterGroup(string Cause, int Count, DeadLetterRecord Newest);
