namespace VteBridge.Tests.EndToEnd;

/// <summary>A clock that only the test moves; its timers run in real time.</summary>
internal sealed class DrivenClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public void Advance(TimeSpan by) => Now += by;

    public override DateTimeOffset GetUtcNow() => Now;
}
