namespace VteBridge.Tests.Simulator.Wats;

/// <summary>A clock that stands still; its timers are those of the system.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
