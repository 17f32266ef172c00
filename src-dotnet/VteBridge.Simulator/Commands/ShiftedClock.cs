namespace VteBridge.Simulator.Commands;

/// <summary>Runs as fast as the real clock, from another moment on.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _shift = start - DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}
