namespace VteBridge.Vte;

/// <summary>A raw VTE time put into its zone. Local has the offset that the zone had at that instant.</summary>
internal readonly record struct VteTime(DateTimeOffset Local, VteHour Hour);

/// <summary>What the zone's clocks did in the hour that a raw time names.</summary>
internal enum VteHour : byte
{
    Normal,

    /// <summary>The clocks were put forward over it: it never was. Read with the offset before the change, so it comes out later by the gap.</summary>
    Skipped,

    /// <summary>The clocks were put back over it: it was twice. The first one (daylight time) is taken.</summary>
    Repeated,
}
