namespace VteBridge;

/// <summary>A span of time as people say it, to two units.</summary>
internal static class SpanText
{
    public static string Of(TimeSpan? span) =>
        span switch
        {
            null => "not known yet",
            { TotalSeconds: < 60 } s => $"{Math.Max(s.Seconds, 0)} s",
            { TotalMinutes: < 60 } s => $"{s.Minutes} min {s.Seconds} s",
            { TotalHours: < 24 } s => $"{s.Hours} h {s.Minutes} min",
            { } s => $"{s.Days} d {s.Hours} h",
        };
}
