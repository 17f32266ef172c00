namespace VteBridge.Delivery;

/// <summary>Where reports go.</summary>
internal interface IDestination
{
    string Name { get; }

    /// <summary>Whether <see cref="SettleAsync"/> ever tells what became of a report.</summary>
    bool GivesReceipts { get; }

    /// <summary>Why the destination takes no more at the moment, null when it does.</summary>
    string? Full();

    /// <summary>
    /// Hands one report over. When it returns Queued or Accepted, the report survives a crash; doing it again with
    /// the same report changes nothing. Never throws for a report or for a destination that is away.
    /// </summary>
    Receipt Deliver(Outgoing report);

    /// <summary>What has become of reports queued now or earlier; ends when there is no more to learn now.</summary>
    IAsyncEnumerable<Receipt> SettleAsync(CancellationToken stop);

    /// <summary>
    /// What the destination itself still shows of a report that was queued with this content: that it was uploaded, or
    /// refused for good. Null while it is on its way, and when there is nothing to see.
    /// </summary>
    /// <param name="hash">SHA-256 of the content, lower-case hex.</param>
    Receipt? Settled(string id, string hash);

    /// <summary>The files in the destination's folder by what became of them.</summary>
    DestinationState State();
}
