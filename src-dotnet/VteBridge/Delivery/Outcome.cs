namespace VteBridge.Delivery;

/// <summary>What became of a report.</summary>
internal enum Outcome
{
    /// <summary>WATS has it.</summary>
    Accepted,

    /// <summary>Durably with pyWATS or in the destination's folder, not yet known to be in WATS.</summary>
    Queued,

    /// <summary>Will never be taken as it is.</summary>
    Rejected,

    /// <summary>Try the same again later.</summary>
    Unavailable,

    /// <summary>Not to be sent, by a policy of the configuration.</summary>
    Excluded,
}
