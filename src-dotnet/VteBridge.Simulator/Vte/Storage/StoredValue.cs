using System.Buffers.Binary;

namespace VteBridge.Simulator.Vte.Storage;

/// <summary>
/// A value as SQLite stores it. Integers and bit: unchanged. Decimal and money: a whole number of their smallest unit. Real and float: a
/// double. Text: WTF-8 (<see cref="Wtf8"/>). Binary: unchanged. Uniqueidentifier: permuted bytes (<see cref="GuidOrder"/>). Dates and
/// times: counts of their unit since 0001-01-01 (<see cref="Moment"/>), so that SQLite itself can compare and sort them.
/// </summary>
internal readonly record struct StoredValue(StoredKind Kind, long Integer, double Real, byte[]? Bytes)
{
    public static readonly StoredValue Null;

    public bool IsNull => Kind == StoredKind.Null;

    public static StoredValue Of(long value) => new(StoredKind.Integer, value, 0, null);

    public static StoredValue Of(double value) => new(StoredKind.Real, 0, value, null);

    public static StoredValue Of(string value) => new(StoredKind.Text, 0, 0, Wtf8.Encode(value));

    public static StoredValue OfText(byte[] wtf8) => new(StoredKind.Text, 0, 0, wtf8);

    public static StoredValue OfBlob(byte[] value) => new(StoredKind.Blob, 0, 0, value);

    public static StoredValue Of(Guid value) => OfBlob(GuidOrder.Encode(value));

    /// <summary>The text of a value that is stored as text.</summary>
    public string Text => Wtf8.Decode(Bytes);
}

/// <summary>SQLite's five storage classes.</summary>
internal enum StoredKind : byte
{
    Null,
    Integer,
    Real,
    Text,
    Blob,
}

/// <summary>
/// SQL Server compares uniqueidentifiers by their last six bytes first, then by the group before, and so on. When the bytes are stored in
/// that order, a plain comparison of blobs gives the same result.
/// </summary>
internal static class GuidOrder
{
    public const int Size = 16;

    private static ReadOnlySpan<byte> Order => [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];

    public static byte[] Encode(Guid value)
    {
        Span<byte> wire = stackalloc byte[Size];
        value.TryWriteBytes(wire);
        return Encode(wire);
    }

    /// <param name="wire">The bytes in the order of the TDS protocol, which is that of Guid.ToByteArray.</param>
    public static byte[] Encode(ReadOnlySpan<byte> wire)
    {
        var stored = new byte[Size];
        for (var i = 0; i < Size; i++)
            stored[i] = wire[Order[i]];
        return stored;
    }

    public static void Decode(ReadOnlySpan<byte> stored, Span<byte> wire)
    {
        for (var i = 0; i < Size; i++)
            wire[Order[i]] = stored[i];
    }

    public static Guid Decode(ReadOnlySpan<byte> stored)
    {
        Span<byte> wire = stackalloc byte[Size];
        Decode(stored, wire);
        return new Guid(wire);
    }
}

/// <summary>
/// Dates and times as whole numbers since 0001-01-01: datetime in 1/300 s, smalldatetime in minutes, date in days, datetime2 and time in
/// .NET ticks (100 ns). A datetimeoffset has ten bytes: its UTC ticks, big-endian, and its offset in minutes.
/// </summary>
internal static class Moment
{
    public const long DateTimeUnitsPerDay = 24L * 60 * 60 * 300;
    public const int DaysTo1900 = 693_595;
    public const int DaysTo1753 = 639_905;

    private static readonly long[] TicksPerDigit = [10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Rounds to the nearest 1/300 s, as SQL Server does. It shows the results as .000, .003 and .007.</summary>
    public static long ToDateTime(long ticks)
    {
        var (days, rest) = Math.DivRem(ticks, TimeSpan.TicksPerDay);
        return days * DateTimeUnitsPerDay + (rest * 3 + 50_000) / 100_000;
    }

    /// <summary>As SQL Server 2016 and later: 1/300 s becomes 0.0033333 s, not the 0.003 s that is shown.</summary>
    public static long FromDateTime(long units)
    {
        var (days, rest) = Math.DivRem(units, DateTimeUnitsPerDay);
        return days * TimeSpan.TicksPerDay + (rest * 100_000 + 1) / 3;
    }

    /// <summary>Rounds to minutes: up to 29.998 seconds down, from 29.999 seconds up.</summary>
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
