namespace VteBridge.Simulator.Vte.Tds;

internal enum Flush
{
    /// <summary>Only packets that are full.</summary>
    Full,

    /// <summary>All that is written, the last packet not full; the message goes on.</summary>
    All,

    /// <summary>All that is written, and the message ends.</summary>
    End,
}
