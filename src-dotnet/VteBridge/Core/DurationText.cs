namespace VteBridge.Core;

/// <summary>A span of time as people say it, to two units.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan? span) =>
        span switch
        {
            null => "not known yet",
            { TotalSeconds: < 60 } s => $"{Math.Max(s.Seconds, 0)} s",
            { TotalMinutes: < 60 } s => Two(s.Minutes, "min", s.Seconds, "s"),
            { TotalHours: < 24 } s => Two(s.Hours, "h", s.Minutes, "min"),
            { } s => Two(s.Days, "d", s.Hours, "h"),
        };

    private static string Two(int large, string unit, int small, string smallUnit) =>
        small == 0 ? $"{large} {unit}" : $"{large} {unit} {small} {smallUnit}";
}
