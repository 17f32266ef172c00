using System.Buffers.Binary;

namespace VteBridge.Simulator.Vte.Storage;

/// <summary>
/// Dates and times as whole numbers since 0001-01-01: datetime in 1/300 s, smalldatetime in minutes, date in days, datetime2 and time in
/// .NET ticks (100 ns). A datetimeoffset is its UTC ticks, big-endian, and its offset in minutes: ten bytes.
/// </summary>
internal static class Moment
{
    public const long DateTimeUnitsPerDay = 24L * 60 * 60 * 300;
    public const int DaysTo1900 = 693_595;
    public const int DaysTo1753 = 639_905;

    private static readonly long[] TicksPerDigit = [10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Rounds to the nearest 1/300 s, as SQL Server does: the .000, .003, .007 of datetime.</summary>
    public static long ToDateTime(long ticks)
    {
        var (days, rest) = Math.DivRem(ticks, TimeSpan.TicksPerDay);
        return days * DateTimeUnitsPerDay + (rest * 3 + 50_000) / 100_000;
    }

    /// <summary>SQL Server 2016 and later: 1/300 s is 0.0033333 s, and not the 0.003 s that is shown.</summary>
    public static long FromDateTime(long units)
    {
        var (days, rest) = Math.DivRem(units, DateTimeUnitsPerDay);
        return days * TimeSpan.TicksPerDay + (rest * 100_000 + 1) / 3;
    }

    /// <summary>Minutes: up to 29.998 seconds rounds down, 29.999 and more up.</summary>
    public static long ToSmallDateTime(long ticks) =>
        (ticks + 30 * TimeSpan.TicksPerSecond + TimeSpan.TicksPerMillisecond) / TimeSpan.TicksPerMinute;

    public static long Round(long ticks, int digits)
    {
        var unit = TicksPerDigit[digits];
        return (ticks + unit / 2) / unit * unit;
    }

    public static long UnitsOf(int digits) => TicksPerDigit[digits];

    public static byte[] WithOffset(long utcTicks, int offsetMinutes)
    {
        var bytes = new byte[10];
        BinaryPrimitives.WriteInt64BigEndian(bytes, utcTicks);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(8), (short)offsetMinutes);
        return bytes;
    }

    public static (long UtcTicks, int OffsetMinutes) SplitOffset(ReadOnlySpan<byte> stored) =>
        (BinaryPrimitives.ReadInt64BigEndian(stored), BinaryPrimitives.ReadInt16BigEndian(stored[8..]));
}
