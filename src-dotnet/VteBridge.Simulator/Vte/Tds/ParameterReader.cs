using System.Buffers.Binary;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Reads a TYPE_INFO and a value of that type. It knows the types that the clients of this server send.</summary>
internal static class ParameterReader
{
    private const int MaxLength = 0xFFFF;
    private const int CollationSize = 5;

    public static (SqlType Type, StoredValue Value) Read(ref RequestReader reader)
    {
        var type = ReadType(ref reader);
        return (type, ReadValue(ref reader, type));
    }

    private static SqlType ReadType(ref RequestReader reader)
    {
        var wire = reader.Byte();
        switch (wire)
        {
            case WireType.IntN:
                return new SqlType(
                    reader.Byte() switch
                    {
                        1 => SqlKind.TinyInt,
                        2 => SqlKind.SmallInt,
                        4 => SqlKind.Int,
                        _ => SqlKind.BigInt,
                    }
                );
            case WireType.DateTimeN:
                return new SqlType(reader.Byte() == 4 ? SqlKind.SmallDateTime : SqlKind.DateTime);
            case WireType.Guid:
                reader.Byte();
                return SqlType.Guid;
            case WireType.Date:
                return new SqlType(SqlKind.Date);
            case WireType.DateTime2:
                return new SqlType(SqlKind.DateTime2, Scale: reader.Byte());
            case WireType.NVarChar or WireType.NChar:
                var length = reader.UInt16();
                reader.Bytes(CollationSize);
                return new SqlType(
                    wire == WireType.NVarChar ? SqlKind.NVarChar : SqlKind.NChar,
                    length == MaxLength ? SqlType.Max : Math.Max(1, length / 2)
                );
            default:
                throw SqlFaults.NotSupported($"parameters of the TDS type 0x{wire:X2}");
        }
    }

    private static StoredValue ReadValue(ref RequestReader reader, SqlType type)
    {
        if (type.IsText)
            return ReadBytes(ref reader, type) is { } bytes
                ? StoredValue.OfText(Wtf8.Encode(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(bytes)))
                : StoredValue.Null;
        var length = reader.Byte();
        return length == 0 ? StoredValue.Null : FixedReader.Read(reader.Bytes(length), type);
    }

    private static byte[]? ReadBytes(ref RequestReader reader, SqlType type)
    {
        if (type.Length != SqlType.Max)
        {
            var size = reader.UInt16();
            return size == MaxLength ? null : reader.Bytes(size).ToArray();
        }
        if (reader.Int64() == -1)
            return null;
        var value = new MemoryStream();
        for (var chunk = reader.Int32(); chunk > 0; chunk = reader.Int32())
            value.Write(reader.Bytes(chunk));
        return value.ToArray();
    }
}

/// <summary>Reads values of fixed size and converts them to their stored form.</summary>
internal static class FixedReader
{
    public static StoredValue Read(ReadOnlySpan<byte> bytes, SqlType type) =>
        type.Kind switch
        {
            SqlKind.TinyInt => StoredValue.Of((long)bytes[0]),
            SqlKind.SmallInt => StoredValue.Of((long)BinaryPrimitives.ReadInt16LittleEndian(bytes)),
            SqlKind.Int => StoredValue.Of((long)BinaryPrimitives.ReadInt32LittleEndian(bytes)),
            SqlKind.BigInt => StoredValue.Of(BinaryPrimitives.ReadInt64LittleEndian(bytes)),
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
            SqlKind.DateTime2 => StoredValue.Of(Ticks(bytes, type)),
            _ => throw SqlFaults.NotSupported($"parameters of type {type.Name()}"),
        };

    private static long Ticks(ReadOnlySpan<byte> bytes, SqlType type) =>
        LittleEndian(bytes[^3..]) * TimeSpan.TicksPerDay + LittleEndian(bytes[..^3]) * Moment.UnitsOf(type.Scale);

    private static long LittleEndian(ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var i = bytes.Length - 1; i >= 0; i--)
            value = value << 8 | bytes[i];
        return value;
    }
}
