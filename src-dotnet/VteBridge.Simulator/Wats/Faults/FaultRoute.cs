namespace VteBridge.Simulator.Wats.Faults;

/// <summary>Which requests a fault is for.</summary>
internal enum FaultRoute
{
    Submit,
    Receipt,
    Query,
    App,
    Any,
}
