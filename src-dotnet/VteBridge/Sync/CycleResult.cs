using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>How a cycle ended.</summary>
internal enum CycleResult
{
    Done,

    /// <summary>Through, but some runs need a person.</summary>
    DeadLetters,

    /// <summary>The destination, or WATS behind it, did not take everything.</summary>
    DestinationTrouble,

    /// <summary>It could not go on.</summary>
    Failed,

    /// <summary>It was asked to stop.</summary>
    Interrupted,
}
