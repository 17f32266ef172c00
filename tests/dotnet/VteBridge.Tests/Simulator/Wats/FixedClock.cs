namespace VteBridge.Tests.Simulator.Wats;

/// <summary>A clock that stands still; its timers run in real time.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
