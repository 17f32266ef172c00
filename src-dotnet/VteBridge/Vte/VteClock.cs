using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;
using VteBridge.Configuration;

namespace VteBridge.Vte;

/// <summary>
/// Turns VTE's raw times (local, without a zone) into instants. The zone is that of the host, else of the site, else the configured
/// default. Every raw time gets an instant; <see cref="VteHour"/> tells by which rule if the clocks changed.
/// </summary>
internal sealed partial class VteClock
{
    private readonly NamedZone _zone;
    private readonly Dictionary<string, NamedZone> _zones = new(StringComparer.OrdinalIgnoreCase);
    private readonly VteOptions _options;

    /// <param name="options">Must be free of <see cref="VteClockProblems"/>.</param>
    public VteClock(VteOptions options)
    {
        _options = options;
        _zone = NamedZone.Of(options.TimeZone);
        foreach (var (place, zone) in options.TimeZones)
            _zones[place.Trim()] = NamedZone.Of(zone);
    }

    /// <summary>The largest difference between the clocks of the sites: rows of one moment can be that far apart in VTE's order.</summary>
    public TimeSpan Spread =>
        _zones.Count == 0
            ? TimeSpan.Zero
            : (Zones.SelectMany(z => z.Offsets).Max() - Zones.SelectMany(z => z.Offsets).Min()).ToTimeSpan();

    private IEnumerable<NamedZone> Zones => _zones.Values.Append(_zone);

    /// <summary>When the run started: its timestamp, or its timestamp less TestTime if timestamps are the ends of runs.</summary>
    public VteTime StartOf(TestRun run)
    {
        var time = Resolve(run.Timestamp, run.Hostname, SiteOf(run));
        if (_options.TimestampIs == TimestampMeaning.Start || Seconds(run) is not { } seconds)
            return time;
        // A duration longer than the calendar cannot be right; the end is then the best estimate of the start.
        if (seconds > (time.Local.UtcDateTime - DateTime.MinValue.AddDays(2)).TotalSeconds)
            return time;
        var start = time.Local.UtcDateTime.AddTicks(-(long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return time with
        {
            Local = HasRoom(start)
                ? ZoneOf(run.Hostname, SiteOf(run)).At(start.ToInstant()).ToDateTimeOffset()
                : new DateTimeOffset(start),
        };
    }

    /// <summary>How <see cref="StartOf"/> found the start, in words.</summary>
    public string RuleFor(TestRun run, VteTime start)
    {
        var rule = $"local time of {ZoneOf(run.Hostname, SiteOf(run)).Name}";
        if (start.Hour == VteHour.Skipped)
            rule += "; the clocks skipped this hour: moved forward by the gap";
        if (start.Hour == VteHour.Repeated)
            rule += "; the clocks repeated this hour: the first is taken";
        return _options.TimestampIs == TimestampMeaning.End ? rule + "; it is the end, so TestTime is taken off" : rule;
    }

    public VteTime Resolve(DateTime raw, string? hostname, string? site)
    {
        if (!HasRoom(raw))
            return new VteTime(
                new DateTimeOffset(DateTime.SpecifyKind(raw, DateTimeKind.Unspecified), TimeSpan.Zero),
                VteHour.Normal
            );
        var mapping = ZoneOf(hostname, site).Zone.MapLocal(raw.ToLocalDateTime());
        var hour = mapping.Count switch
        {
            0 => VteHour.Skipped,
            1 => VteHour.Normal,
            _ => VteHour.Repeated,
        };
        // A skipped time is moved forward by the gap; of a repeated one the first is taken.
        return new VteTime(Resolvers.LenientResolver(mapping).ToDateTimeOffset(), hour);
    }

    /// <summary>The latest raw time that any zone's clocks show at this instant.</summary>
    public DateTime LatestRaw(DateTimeOffset instant) =>
        Zones.Max(zone => zone.At(instant.ToInstant()).ToDateTimeUnspecified());

    /// <summary>TestTime in seconds; null if it is no duration (missing, negative, not finite, no number). "00:01:05" states its own unit.</summary>
    public double? Seconds(TestRun run)
    {
        if (run.TestTimeText is not { } text)
            return Seconds(run.TestTime);
        if (HoursMinutesSeconds().Match(text.Trim()) is not { Success: true, Groups: var part })
            return null;
        double Part(int place) => double.Parse(part[place].Value.Replace(',', '.'), CultureInfo.InvariantCulture);
        return Math.Round(Part(1) * 3600 + Part(2) * 60 + Part(3), 6);
    }

    /// <summary>VTE's column is a real: 12.3 arrives as 12.300000190734863 and is turned back into 12.3.</summary>
    public double? Seconds(double? testTime)
    {
        if (testTime is not { } stored || !double.IsFinite(stored) || stored < 0)
            return null;
        var single = (float)stored;
        var exact =
            single == stored
                ? double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                : stored;
        var seconds = Math.Round(exact * _options.TestTimeFactor, 6);
        return double.IsFinite(seconds) ? seconds : null;
    }

    [GeneratedRegex(@"^([0-9]{1,4}):([0-5][0-9]):([0-5][0-9](?:[.,][0-9]{1,7})?)$", RegexOptions.CultureInvariant)]
    private static partial Regex HoursMinutesSeconds();

    /// <summary>False near the ends of the calendar, where a zone's offset could lead out of it.</summary>
    private static bool HasRoom(DateTime time) =>
        time >= DateTime.MinValue.AddDays(2) && time <= DateTime.MaxValue.AddDays(-2);

    private static string? SiteOf(TestRun run) => string.IsNullOrWhiteSpace(run.Site) ? run.Testsystem?.Site : run.Site;

    private NamedZone ZoneOf(string? hostname, string? site) =>
        _zones.Count == 0 ? _zone
        : hostname is not null && _zones.TryGetValue(hostname.Trim(), out var ofHost) ? ofHost
        : site is not null && _zones.TryGetValue(site.Trim(), out var ofSite) ? ofSite
        : _zone;

    /// <summary>A zone with the name that the configuration gives it.</summary>
    private sealed record NamedZone(string Name, DateTimeZone Zone)
    {
        public static NamedZone Of(string name) =>
            new(name, TimeZones.Find(name) ?? throw new ArgumentException($"There is no time zone \"{name}\"."));

        /// <summary>The offsets that the zone has from 2000 to 2050.</summary>
        public IEnumerable<Offset> Offsets =>
            Zone.GetZoneIntervals(Instant.FromUtc(2000, 1, 1, 0, 0), Instant.FromUtc(2050, 1, 1, 0, 0))
                .Select(interval => interval.WallOffset);

        public ZonedDateTime At(Instant instant) => instant.InZone(Zone);
    }
}

/// <summary>A raw VTE time in its zone. Local has the offset that the zone had at that time.</summary>
internal readonly record struct VteTime(DateTimeOffset Local, VteHour Hour);

/// <summary>What the zone's clocks did in the hour that a raw time names.</summary>
internal enum VteHour : byte
{
    Normal,

    /// <summary>
    /// The clocks were put forward over this hour, so it did not exist. It is read with the offset before the change, which makes it
    /// later by the gap.
    /// </summary>
    Skipped,

    /// <summary>The clocks were put back, so this hour occurred twice. The first one (daylight time) is taken.</summary>
    Repeated,
}
