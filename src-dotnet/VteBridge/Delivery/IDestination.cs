namespace VteBridge.Delivery;

/// <summary>Where reports go.</summary>
internal interface IDestination
{
    string Name { get; }

    /// <summary>
    /// Whether reports wait in our own queue folder, whose files only we write and whose uploads are confirmed. Elsewhere
    /// nobody tells what became of a report: `reconcile` asks WATS.
    /// </summary>
    bool GivesReceipts { get; }

    /// <summary>Why the destination takes no more at the moment, null when it does.</summary>
    string? Full();

    /// <summary>
    /// Delivers one report. When it returns Queued or Accepted, the report survives a crash; doing it again with the same
    /// report changes nothing. Never throws for a report or for a destination that is away.
    /// </summary>
    Receipt Deliver(Outgoing report);

    /// <summary>Uploads what is queued, and tells what became of it; ends when there is no more to learn now.</summary>
    IAsyncEnumerable<Receipt> ReceiptsAsync(CancellationToken stop);

    /// <summary>
    /// What the destination's files show of a report that was queued with this content: accepted, rejected, or lost. Null
    /// while it is on its way, and where files prove nothing.
    /// </summary>
    /// <param name="hash">SHA-256 of the content, lower-case hex.</param>
    Receipt? ReceiptFor(Guid id, string hash);

    /// <summary>Whether a copy still waits to be uploaded.</summary>
    bool Waits(Guid id);

    /// <summary>The newest copy of a report that the destination still has, whatever became of it; null when it has none.</summary>
    /// <exception cref="IOException">It is there, but somebody holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    ReadOnlyMemory<byte>? SentCopy(Guid id);

    /// <summary>The files in the destination's folder by what became of them.</summary>
    DestinationState State();
}
