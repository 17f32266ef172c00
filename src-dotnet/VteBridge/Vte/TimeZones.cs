using NodaTime;
using NodaTime.TimeZones;
using VteBridge.Configuration;

namespace VteBridge.Vte;

/// <summary>
/// Finds time zones by their IANA or Windows names. Uses the tz database of NodaTime, which is the same on every system and needs no ICU.
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

    /// <summary>Why the zone is probably not the one that was meant; null when there is no doubt.</summary>
    public static string? Doubt(string name) =>
        Find(name)?.Id is { } id && IsFixed(id)
            ? $"\"{name}\" has no daylight saving time: where the stations' clocks change, times are an hour off for half of the year. "
                + (
                    id.StartsWith("Etc/GMT", StringComparison.Ordinal)
                        ? "Its sign is also reversed: Etc/GMT-1 is an hour east of Greenwich. "
                        : ""
                )
                + "Name the place instead, such as \"Europe/Oslo\" or \"America/New_York\"; keep it only where the clocks never change."
            : null;

    /// <summary>Whether the zone stands for a fixed offset and not for a place.</summary>
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

/// <summary>Finds problems with the configured time zones.</summary>
internal static class VteClockProblems
{
    public static IEnumerable<OptionProblem> Of(VteOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.TimeZone))
            yield return new OptionProblem(
                "Vte:TimeZone",
                "no time zone is set, and VTE's timestamps do not say which they are in.",
                $"Set the zone of the test stations' clocks, for instance \"Europe/Oslo\" or \"W. Europe Standard Time\" (this machine is in \"{TimeZoneInfo.Local.Id}\")."
            );
        else if (Unknown("Vte:TimeZone", options.TimeZone) is { } problem)
            yield return problem;

        foreach (var (place, zone) in options.TimeZones)
            if (Unknown($"Vte:TimeZones:{place}", zone) is { } problem)
                yield return problem;

        if (!(options.TestTimeFactor > 0) || !double.IsFinite(options.TestTimeFactor))
            yield return new OptionProblem(
                "Vte:TestTimeFactor",
                "is not a number above 0.",
                "Set the seconds in one unit of TestTime: 1 for seconds, 0.001 for milliseconds."
            );
    }

    /// <summary>Doubts about zones that exist but are probably not those that were meant, each with its key.</summary>
    public static IEnumerable<string> Warnings(VteOptions options) =>
        options
            .TimeZones.Select(z => (Key: $"Vte:TimeZones:{z.Key}", z.Value))
            .Prepend((Key: "Vte:TimeZone", Value: options.TimeZone))
            .Select(z => TimeZones.Doubt(z.Value ?? "") is { } doubt ? $"{z.Key}: {doubt}" : null)
            .OfType<string>();

    private static OptionProblem? Unknown(string key, string? zone) =>
        TimeZones.Find(zone ?? "") is not null
            ? null
            : new OptionProblem(
                key,
                $"there is no time zone \"{zone}\".",
                $"Nearest names: {string.Join(", ", Near(zone ?? "").Select(n => $"\"{n}\""))}."
            );

    /// <summary>The nearest names. Leaving out the part before the slash, as people do, counts as one wrong letter.</summary>
    private static IEnumerable<string> Near(string wanted) =>
        TimeZones
            .Names.OrderBy(name =>
                Math.Min(Distance(wanted, name), 1 + Distance(wanted, name[(name.LastIndexOf('/') + 1)..]))
            )
            .ThenBy(name => name, StringComparer.Ordinal)
            .Take(3);

    private static int Distance(string a, string b) => Nearest.Distance(a.ToUpperInvariant(), b.ToUpperInvariant());
}
