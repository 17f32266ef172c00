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
    ) => At((await DatabaseClock.ReadAsync(vte, stop)).Utc, clock, options);

    public static Window At(DateTimeOffset now, VteClock clock, SyncOptions options)
    {
        var (settled, soon) = (now - options.SettleDelay, now.AddMinutes(1));
        // In the hour after the clocks were put back, the rows of the hour before have later times than now.
        var (shown, asBefore) = (clock.LatestRaw(soon), clock.LatestRaw(soon.AddHours(-1)).AddHours(1));
        return new Window(now, settled, clock.LatestRaw(settled), shown > asBefore ? shown : asBefore);
    }
}
