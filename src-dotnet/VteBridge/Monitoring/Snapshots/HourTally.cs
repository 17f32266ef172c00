using VteBridge.State;

namespace VteBridge.Monitoring.Snapshots;

/// <summary>What one hour (of the clock, UTC) brought.</summary>
/// <param name="Failed">Reports that will not go by themselves: new dead letters.</param>
/// <param name="UnknownCodes">Flags for codes of VTE's that the configuration does not list.</param>
/// <param name="DeadLetters">How many there were at its end.</param>
internal sealed record HourTally(
    DateTimeOffset Hour,
    int Delivered = 0,
    int Failed = 0,
    int Cycles = 0,
    int FailedCycles = 0,
    int UnknownCodes = 0,
    int? DeadLetters = null
);
