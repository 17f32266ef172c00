using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>Up to when a cycle reads: the database's own clock less the settle delay, as an instant and as VTE's raw local time.</summary>
/// <param name="Future">Raw time from which on a timestamp cannot be right yet, a minute of difference between clocks allowed.</param>
internal sealed record Window(DateTimeOffset Now, DateTimeOffset Settled, DateTime Until, DateTime Future)
{
    public static async Task<Window> ReadAsync(
        VteConnection vte,
        VteClock clock,
        SyncOptions options,
        CancellationToken stop
    )
    {
        var now = (await DatabaseClock.ReadAsync(vte, stop)).Utc;
        var settled = now - options.SettleDelay;
        return new Window(now, settled, clock.LatestRaw(settled), clock.LatestRaw(now.AddMinutes(1)));
    }
}
