using VteBridge.Configuration;

namespace VteBridge.Vte;

/// <summary>What is wrong with the configured time zones.</summary>
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

    private static OptionProblem? Unknown(string key, string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone ?? "", out _)
            ? null
            : new OptionProblem(
                key,
                $"this machine knows no time zone \"{zone}\".",
                $"Nearest names: {string.Join(", ", Nearest(zone ?? "").Select(n => $"\"{n}\""))}."
            );

    private static IEnumerable<string> Nearest(string wanted) =>
        TimeZoneInfo
            .GetSystemTimeZones()
            .SelectMany(zone => BothNames(zone.Id))
            .Distinct()
            .OrderBy(name => Distance(wanted.ToUpperInvariant(), name.ToUpperInvariant()))
            .ThenBy(name => name, StringComparer.Ordinal)
            .Take(3);

    private static IEnumerable<string> BothNames(string id)
    {
        yield return id;
        if (TimeZoneInfo.TryConvertIanaIdToWindowsId(id, out var windows))
            yield return windows;
        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(id, out var iana))
            yield return iana;
    }

    /// <summary>Levenshtein's: how many letters to add, drop or change; nothing for the part before the slash that people leave out.</summary>
    private static int Distance(string wanted, string name)
    {
        var whole = Edits(wanted, name);
        var slash = name.LastIndexOf('/');
        return slash < 0 ? whole : Math.Min(whole, 1 + Edits(wanted, name[(slash + 1)..]));
    }

    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[^1];
    }
}
