namespace VteBridge.Simulator.Wats;

/// <summary>What keeping a report did to those already there.</summary>
[Flags]
internal enum StoreEffect
{
    None = 0,
    OverwroteId = 1,
    ReplacedKey = 2,
    Quarantined = 4,
}
