namespace VteBridge.Simulator.Wats.Faults;

/// <summary>What goes wrong with a request.</summary>
internal enum FaultKind
{
    /// <summary>Answers <see cref="Fault.Status"/>.</summary>
    Status,

    /// <summary>Never answers; ends when the client gives up.</summary>
    Hang,

    /// <summary>Resets the connection without a byte of an answer.</summary>
    Drop,

    /// <summary>Sends the head and half of the body of the answer, then ends the connection.</summary>
    Cut,

    /// <summary>Answers 200 with no body.</summary>
    Empty,

    /// <summary>Answers as usual, <see cref="Fault.DelayMilliseconds"/> late.</summary>
    Late,
}
