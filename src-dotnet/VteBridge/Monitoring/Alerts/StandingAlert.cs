namespace VteBridge.Monitoring.Alerts;

/// <summary>An alert that stands, and what was told about it.</summary>
/// <param name="ToldAt">When somebody was last told; null when nobody could be told yet.</param>
/// <param name="TryAt">When to try to tell again: a failed message is repeated at growing intervals.</param>
/// <param name="Attempts">Failed attempts since.</param>
internal sealed record StandingAlert(
    string Rule,
    DateTimeOffset Since,
    string What,
    string Fix,
    DateTimeOffset? ToldAt = null,
    DateTimeOffset? TryAt = null,
    int Attempts = 0
)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public StandingAlert Told(DateTimeOffset at) => this with { ToldAt = at, TryAt = null, Attempts = 0 };

    public StandingAlert NotTold(DateTimeOffset at)
    {
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(Attempts, 10)));
        return this with { TryAt = at + (wait < LongestWait ? wait : LongestWait), Attempts = Attempts + 1 };
    }
}
