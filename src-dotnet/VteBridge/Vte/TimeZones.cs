using NodaTime;
using NodaTime.TimeZones;

namespace VteBridge.Vte;

/// <summary>
/// Time zones by their IANA or Windows names, from the tz database that NodaTime brings: the same on every system, and without ICU.
/// </summary>
internal static class TimeZones
{
    private static readonly TzdbDateTimeZoneSource Source = TzdbDateTimeZoneSource.Default;

    private static readonly Dictionary<string, string> Ids = Known();

    /// <summary>The release of the tz database, such as "2026a".</summary>
    public static string Version => Source.TzdbVersion;

    public static IReadOnlyCollection<string> Names => Ids.Keys;

    /// <summary>Null when there is no such zone.</summary>
    public static DateTimeZone? Find(string name) =>
        Ids.TryGetValue(name.Trim(), out var id) ? DateTimeZoneProviders.Tzdb[id] : null;

    /// <summary>Why a zone is probably not the one that is meant; null when nothing speaks against it.</summary>
    public static string? Doubt(string name) =>
        Find(name)?.Id is { } id && IsFixed(id)
            ? $"\"{name}\" has no daylight saving time: an hour is wrong for half of the year where the stations' clocks change. "
                + (
                    id.StartsWith("Etc/GMT", StringComparison.Ordinal)
                        ? "Its sign also is the other way round: Etc/GMT-1 is an hour east of Greenwich. "
                        : ""
                )
                + "Name the place instead, such as \"Europe/Oslo\" or \"America/New_York\"; keep it only where the clocks never change."
            : null;

    /// <summary>Zones that stand for an offset and not for a place.</summary>
    private static bool IsFixed(string id) =>
        id is "EST" or "MST" or "HST"
        || id.StartsWith("Etc/GMT", StringComparison.Ordinal) && id.IndexOfAny(['-', '+']) > 0;

    private static Dictionary<string, string> Known()
    {
        var ids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in Source.GetIds())
            ids[id] = id;
        foreach (var (windows, id) in Source.WindowsMapping.PrimaryMapping)
            ids.TryAdd(windows, id);
        return ids;
    }
}
