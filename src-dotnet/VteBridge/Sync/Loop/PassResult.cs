namespace VteBridge.Sync.Loop;

/// <summary>How a pass ended.</summary>
internal enum PassResult
{
    Done,

    /// <summary>Through, but some runs need a person.</summary>
    DeadLetters,

    /// <summary>The outlet, or WATS behind it, did not take everything.</summary>
    OutletTrouble,

    /// <summary>It could not go on.</summary>
    Failed,

    /// <summary>It was asked to stop.</summary>
    Interrupted,
}
