namespace VteBridge.Delivery;

/// <summary>Where reports go.</summary>
internal interface IOutlet
{
    string Name { get; }

    /// <summary>Whether <see cref="SettleAsync"/> ever tells what became of a report.</summary>
    bool GivesReceipts { get; }

    /// <summary>Why the outlet takes no more at the moment, null when it does.</summary>
    string? Full();

    /// <summary>
    /// Hands one report over. When it returns HandedOver or Accepted, the report survives a crash; doing it again with
    /// the same report changes nothing. Never throws for a report or for an outlet that is away.
    /// </summary>
    Receipt Deliver(Outgoing report);

    /// <summary>What has become of reports handed over now or earlier; ends when there is no more to learn now.</summary>
    IAsyncEnumerable<Receipt> SettleAsync(CancellationToken stop);

    /// <summary>
    /// What the outlet itself still shows of a report that was handed over with this content: that it was uploaded, or
    /// refused for good. Null while it is on its way, and when there is nothing to see.
    /// </summary>
    /// <param name="hash">SHA-256 of the content, lower-case hex.</param>
    Receipt? Settled(string id, string hash);

    /// <summary>The files in the outlet's folder by what became of them.</summary>
    OutletState State();
}
