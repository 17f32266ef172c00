namespace VteBridge.State;

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
internal sealed record CheckpointRecord(string Source, DateTime Timestamp, string Id, DateTimeOffset SavedAt);

/// <summary>A raw timestamp and VTE's key at it.</summary>
internal sealed record StoredPosition(DateTime Timestamp, string Id);

/// <summary>How far one backfill has come.</summary>
/// <param name="Key">Names the call: another range, slice or order begins anew.</param>
/// <param name="Chunk">The beginning of the piece it is at; null: all is done.</param>
/// <param name="Until">The end that was "now" when it began; null where the call names the end.</param>
internal sealed record BackfillRecord(
    string Key,
    DateTime? Chunk,
    StoredPosition? Runs,
    StoredPosition? Repairs,
    DateTime? Until,
    DateTimeOffset SavedAt
);
