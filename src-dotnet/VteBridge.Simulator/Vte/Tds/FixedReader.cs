using System.Buffers.Binary;
using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Reads values of known size into the form they are stored in.</summary>
internal static class FixedReader
{
    public static StoredValue Read(ReadOnlySpan<byte> bytes, SqlType type) =>
        type.Kind switch
        {
            SqlKind.Bit or SqlKind.TinyInt => StoredValue.Of((long)bytes[0]),
            SqlKind.SmallInt => StoredValue.Of((long)BinaryPrimitives.ReadInt16LittleEndian(bytes)),
            SqlKind.Int or SqlKind.SmallMoney => StoredValue.Of((long)BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            SqlKind.BigInt => StoredValue.Of(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
            SqlKind.Money => StoredValue.Of(
                (long)BinaryPrimitives.ReadInt32LittleEndian(bytes) << 32
                    | BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])
            ),
            SqlKind.Real => StoredValue.Of((double)BinaryPrimitives.ReadSingleLittleEndian(bytes)),
            SqlKind.Float => StoredValue.Of(BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
            SqlKind.Decimal => Decimal(bytes, type),
            SqlKind.UniqueIdentifier => StoredValue.OfBlob(GuidOrder.Encode(bytes)),
            SqlKind.SmallDateTime => StoredValue.Of(
                (BinaryPrimitives.ReadUInt16LittleEndian(bytes) + Moment.DaysTo1900) * 1440L
                    + BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..])
            ),
            SqlKind.DateTime => StoredValue.Of(
                (BinaryPrimitives.ReadInt32LittleEndian(bytes) + (long)Moment.DaysTo1900) * Moment.DateTimeUnitsPerDay
                    + BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])
            ),
            SqlKind.Date => StoredValue.Of(LittleEndian(bytes)),
            SqlKind.Time => StoredValue.Of(LittleEndian(bytes) * Moment.UnitsOf(type.Scale)),
            SqlKind.DateTime2 => StoredValue.Of(Ticks(bytes, type)),
            SqlKind.DateTimeOffset => StoredValue.OfBlob(
                Moment.WithOffset(Ticks(bytes[..^2], type), BinaryPrimitives.ReadInt16LittleEndian(bytes[^2..]))
            ),
            _ => throw SqlFaults.NotSupported($"parameters of type {type.Name()}"),
        };

    private static long Ticks(ReadOnlySpan<byte> bytes, SqlType type) =>
        LittleEndian(bytes[^3..]) * TimeSpan.TicksPerDay + LittleEndian(bytes[..^3]) * Moment.UnitsOf(type.Scale);

    private static StoredValue Decimal(ReadOnlySpan<byte> bytes, SqlType type)
    {
        var magnitude = (Int128)0;
        for (var i = bytes.Length - 1; i > 0; i--)
            magnitude = magnitude << 8 | bytes[i];
        var units = NumberConversion.Rescale(bytes[0] == 0 ? -magnitude : magnitude, 0, 0);
        return units is { } value
            ? StoredValue.Of(value)
            : throw SqlFaults.NotSupported($"decimals of more than 18 digits (parameter of type {type.Name()})");
    }

    private static long LittleEndian(ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }
}
