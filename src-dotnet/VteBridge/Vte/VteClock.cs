using System.Globalization;
using VteBridge.Configuration;

namespace VteBridge.Vte;

/// <summary>
/// Turns VTE's raw times (local, zone unstated) into instants: the zone of the host, else of the site, else the
/// configured one. Every raw time has an answer; <see cref="VteHour"/> names the rule for the odd ones.
/// </summary>
internal sealed class VteClock
{
    private readonly TimeZoneInfo _zone;
    private readonly Dictionary<string, TimeZoneInfo> _zones = new(StringComparer.OrdinalIgnoreCase);
    private readonly VteOptions _options;

    /// <summary>The options must be without <see cref="VteClockProblems"/>.</summary>
    /// <exception cref="TimeZoneNotFoundException">A zone that this machine does not know.</exception>
    public VteClock(VteOptions options)
    {
        _options = options;
        _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        foreach (var (place, zone) in options.TimeZones)
            _zones[place.Trim()] = TimeZoneInfo.FindSystemTimeZoneById(zone);
    }

    /// <summary>When the run started: its timestamp, less its duration where the timestamp is the end.</summary>
    public VteTime StartOf(TestRun run)
    {
        var time = Resolve(run.Timestamp, run.Hostname, SiteOf(run));
        if (_options.TimestampIs == TimestampMeaning.Start || Seconds(run.TestTime) is not { } seconds)
            return time;
        // More than the calendar holds is no duration; the end is then the best that is known.
        if (seconds > (time.Local.UtcDateTime - DateTime.MinValue.AddDays(2)).TotalSeconds)
            return time;
        var zone = ZoneOf(run.Hostname, SiteOf(run));
        var start = time.Local.UtcDateTime.AddTicks(-(long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return time with { Local = TimeZoneInfo.ConvertTime(new DateTimeOffset(start, TimeSpan.Zero), zone) };
    }

    /// <summary>How <see cref="StartOf"/> came to its answer, in words.</summary>
    public string RuleFor(TestRun run, VteTime start)
    {
        var rule = $"local time of {ZoneOf(run.Hostname, SiteOf(run)).Id}";
        if (start.Hour == VteHour.Skipped)
            rule += "; the clocks skipped this hour: moved forward by the gap";
        if (start.Hour == VteHour.Repeated)
            rule += "; the clocks repeated this hour: the first is taken";
        return _options.TimestampIs == TimestampMeaning.End ? rule + "; it is the end, so TestTime is taken off" : rule;
    }

    public VteTime Resolve(DateTime raw, string? hostname, string? site)
    {
        raw = DateTime.SpecifyKind(raw, DateTimeKind.Unspecified);
        var zone = ZoneOf(hostname, site);
        // At the ends of the calendar there is no room for an offset.
        if (raw < DateTime.MinValue.AddDays(2) || raw > DateTime.MaxValue.AddDays(-2))
            return new VteTime(new DateTimeOffset(raw, TimeSpan.Zero), VteHour.Normal);
        return Resolve(raw, zone);
    }

    /// <summary>
    /// TestTime in seconds; null where it is none (absent, negative, not finite). VTE's column is a real: its
    /// 12.3 arrives here as 12.300000190734863 and is read back as 12.3.
    /// </summary>
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

    /// <summary>
    /// Tries the offsets of the day before and of the day after: no offset is more than a day, so one of them is meant.
    /// TimeZoneInfo's own IsInvalidTime and IsAmbiguousTime overlook changes that are not daylight saving (Samoa
    /// excluded a day, Moscow repeated an hour).
    /// </summary>
    private static VteTime Resolve(DateTime raw, TimeZoneInfo zone)
    {
        var before = OffsetAt(raw.AddDays(-1), zone);
        var after = OffsetAt(raw.AddDays(1), zone);
        if (before == after)
            return new VteTime(new DateTimeOffset(raw, before), VteHour.Normal);
        var isBefore = OffsetAt(raw - before, zone) == before;
        var isAfter = OffsetAt(raw - after, zone) == after;
        return (isBefore, isAfter) switch
        {
            (true, true) => new VteTime(new DateTimeOffset(raw, before > after ? before : after), VteHour.Repeated),
            (true, false) => new VteTime(new DateTimeOffset(raw, before), VteHour.Normal),
            (false, true) => new VteTime(new DateTimeOffset(raw, after), VteHour.Normal),
            _ => new VteTime(TimeZoneInfo.ConvertTime(new DateTimeOffset(raw, before), zone), VteHour.Skipped),
        };
    }

    private static TimeSpan OffsetAt(DateTime utc, TimeZoneInfo zone) =>
        zone.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));

    private static string? SiteOf(TestRun run) => string.IsNullOrWhiteSpace(run.Site) ? run.Testsystem?.Site : run.Site;

    private TimeZoneInfo ZoneOf(string? hostname, string? site) =>
        _zones.Count == 0 ? _zone
        : hostname is not null && _zones.TryGetValue(hostname.Trim(), out var ofHost) ? ofHost
        : site is not null && _zones.TryGetValue(site.Trim(), out var ofSite) ? ofSite
        : _zone;

    /// <summary>The latest raw time that any zone's clocks show at this instant.</summary>
    public DateTime LatestRaw(DateTimeOffset instant) =>
        Zones.Max(zone => TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>How far the clocks of the sites are apart at the most: rows of one moment lie that far apart in the walk.</summary>
    public TimeSpan Spread =>
        _zones.Count == 0
            ? TimeSpan.Zero
            : Zones.Max(z => z.BaseUtcOffset) - Zones.Min(z => z.BaseUtcOffset) + TimeSpan.FromHours(1);

    private IEnumerable<TimeZoneInfo> Zones => _zones.Values.Append(_zone);
}
