using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>
/// The end of what a cycle reads: the database's own clock less the settle delay, as an instant (Settled) and as VTE's raw local
/// time (Until).
/// </summary>
/// <param name="Future">Later raw times lie in the future. A minute is added, because clocks may differ that much.</param>
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
        // In the hour after the clocks were put back, rows written in the hour before have raw times later than now. They are allowed.
        var (shown, asBefore) = (clock.LatestRaw(soon), clock.LatestRaw(soon.AddHours(-1)).AddHours(1));
        return new Window(now, settled, clock.LatestRaw(settled), shown > asBefore ? shown : asBefore);
    }
}
