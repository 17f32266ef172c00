namespace VteBridge.Core;

/// <summary>What became of a run or repair.</summary>
internal enum Outcome
{
    /// <summary>WATS has it.</summary>
    Accepted,

    /// <summary>Durably handed over, not yet known to be in WATS.</summary>
    Queued,

    /// <summary>Will never be accepted as it is.</summary>
    Rejected,

    /// <summary>Try the same again later.</summary>
    Unavailable,

    /// <summary>Not to be sent, by the configuration.</summary>
    Excluded,
}
