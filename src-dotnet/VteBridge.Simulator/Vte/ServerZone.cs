using NodaTime;
using NodaTime.TimeZones;

namespace VteBridge.Simulator.Vte;

/// <summary>The time zone of a server's own clock. From NodaTime's database: Windows knows IANA names only where it has ICU.</summary>
internal sealed class ServerZone
{
    private readonly DateTimeZone _zone;

    private ServerZone(DateTimeZone zone) => _zone = zone;

    public static ServerZone Utc { get; } = new(DateTimeZone.Utc);

    /// <param name="id">An IANA or Windows name.</param>
    /// <exception cref="DateTimeZoneNotFoundException">There is no such zone.</exception>
    public static ServerZone Of(string id)
    {
        var iana = TzdbDateTimeZoneSource.Default.WindowsToTzdbIds.GetValueOrDefault(id, id);
        return new ServerZone(DateTimeZoneProviders.Tzdb[iana]);
    }

    public DateTimeOffset Local(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(_zone).ToDateTimeOffset();

    /// <summary>The moment at which the clock shows this time: the first of two, or after the gap that holds it.</summary>
    public DateTimeOffset At(DateTime local) => _zone.AtLeniently(LocalDateTime.FromDateTime(local)).ToDateTimeOffset();

    /// <summary>How often the clock shows this time: 0 in the hour that is skipped, 2 in the one that is repeated.</summary>
    public int Occurrences(DateTime local) => _zone.MapLocal(LocalDateTime.FromDateTime(local)).Count;
}
