namespace VteBridge.Simulator.Wats.Faults;

/// <summary>A fault and how far it has been played.</summary>
internal sealed class ArmedFault(Fault fault)
{
    private long _seen;

    public Fault Fault { get; } = fault;

    public int? Left { get; private set; } = fault.Times;

    public bool Fits(FaultRoute route, Func<Guid?> id) =>
        (Fault.Route == FaultRoute.Any || Fault.Route == route) && (Fault.Id is null || Fault.Id == id());

    /// <summary>Counts one fitting request; true when it is the one to spoil.</summary>
    public bool IsDue()
    {
        if (++_seen % Fault.Every != 0)
        {
            return false;
        }
        Left--;
        return true;
    }
}
