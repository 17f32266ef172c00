using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Reads TYPE_INFO and a value of that type.</summary>
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
            case WireType.BitN:
                reader.Byte();
                return SqlType.Bit;
            case WireType.FloatN:
                return new SqlType(reader.Byte() == 4 ? SqlKind.Real : SqlKind.Float);
            case WireType.MoneyN:
                return reader.Byte() == 4
                    ? new SqlType(SqlKind.SmallMoney, 0, 10, 4)
                    : new SqlType(SqlKind.Money, 0, 19, 4);
            case WireType.DateTimeN:
                return new SqlType(reader.Byte() == 4 ? SqlKind.SmallDateTime : SqlKind.DateTime);
            case WireType.Guid:
                reader.Byte();
                return SqlType.Guid;
            case WireType.DecimalN or WireType.NumericN:
                reader.Byte();
                return SqlType.Decimal(reader.Byte(), reader.Byte());
            case WireType.Date:
                return new SqlType(SqlKind.Date);
            case WireType.Time:
                return new SqlType(SqlKind.Time, Scale: reader.Byte());
            case WireType.DateTime2:
                return new SqlType(SqlKind.DateTime2, Scale: reader.Byte());
            case WireType.DateTimeOffset:
                return new SqlType(SqlKind.DateTimeOffset, Scale: reader.Byte());
            case WireType.NVarChar or WireType.NChar:
                return Text(ref reader, wire == WireType.NVarChar ? SqlKind.NVarChar : SqlKind.NChar, 2);
            case WireType.VarChar or WireType.Char:
                return Text(ref reader, wire == WireType.VarChar ? SqlKind.VarChar : SqlKind.Char, 1);
            case WireType.VarBinary or WireType.Binary:
                return new SqlType(
                    wire == WireType.VarBinary ? SqlKind.VarBinary : SqlKind.Binary,
                    Length(reader.UInt16(), 1)
                );
            case WireType.Text or WireType.NText:
                reader.Int32();
                reader.Bytes(CollationSize);
                return new SqlType(wire == WireType.Text ? SqlKind.Text : SqlKind.NText, SqlType.Max);
            case WireType.Image:
                reader.Int32();
                return new SqlType(SqlKind.Image, SqlType.Max);
            default:
                throw SqlFaults.NotSupported($"parameters of the TDS type 0x{wire:X2}");
        }
    }

    private static SqlType Text(ref RequestReader reader, SqlKind kind, int unit)
    {
        var length = Length(reader.UInt16(), unit);
        reader.Bytes(CollationSize);
        return new SqlType(kind, length);
    }

    private static int Length(int bytes, int unit) => bytes == MaxLength ? SqlType.Max : Math.Max(1, bytes / unit);

    private static StoredValue ReadValue(ref RequestReader reader, SqlType type)
    {
        if (type.IsText || type.IsBinary)
            return ReadBytes(ref reader, type) is { } bytes ? Sized(bytes, type) : StoredValue.Null;
        var length = reader.Byte();
        return length == 0 ? StoredValue.Null : FixedReader.Read(reader.Bytes(length), type);
    }

    private static StoredValue Sized(byte[] bytes, SqlType type) =>
        type.IsBinary ? StoredValue.OfBlob(bytes)
        : type.IsUnicode
            ? StoredValue.OfText(Wtf8.Encode(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(bytes)))
        : StoredValue.Of(CodePage.Windows1252.GetString(bytes));

    private static byte[]? ReadBytes(ref RequestReader reader, SqlType type)
    {
        if (type.Kind is SqlKind.Text or SqlKind.NText or SqlKind.Image)
        {
            var size = reader.Int32();
            return size < 0 ? null : reader.Bytes(size).ToArray();
        }
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
