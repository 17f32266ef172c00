namespace VteBridge.Tests.Chaos;

/// <summary>A clock that a test moves; its timers are those of the system.</summary>
internal sealed class DrivenClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
