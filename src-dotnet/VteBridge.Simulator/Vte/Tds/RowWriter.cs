using System.Buffers.Binary;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Writes ROW tokens directly from SQLite's current row to the reply, without allocating objects or strings.</summary>
internal static class RowWriter
{
    public static void Row(this ReplyBuffer reply, StoreStatement row, ResultColumn[] columns)
    {
        reply.Byte(Token.Row);
        for (var i = 0; i < columns.Length; i++)
            Value(reply, row, i, columns[i].Type);
    }

    public static void Value(this ReplyBuffer reply, StoreStatement row, int column, SqlType type)
    {
        // A call into SQLite is expensive, so the type of a value is queried only when the value may be NULL.
        if (type.IsText && row.Bytes(column) is { Length: > 0 } text)
        {
            TextWriter.Text(reply, text, type);
            return;
        }
        if (type.IsApproximate && row.Real(column) is not 0 and var real)
        {
            NumberWriter.Approximate(reply, real, type);
            return;
        }
        if (type.Kind == SqlKind.UniqueIdentifier && row.Bytes(column) is { Length: > 0 } id)
        {
            Guid(reply, id);
            return;
        }
        var kind = row.Kind(column);
        if (kind == StoredKind.Null)
            Null(reply, type);
        else if (type.IsText)
            TextWriter.Text(reply, row.Bytes(column), type);
        else if (type.IsBinary)
            TextWriter.Binary(reply, row.Bytes(column), type);
        else if (type.Kind == SqlKind.DateTimeOffset)
            TimeWriter.WithOffset(reply, row.Bytes(column), type);
        else if (type.IsApproximate)
            NumberWriter.Approximate(reply, row.Real(column), type);
        else if (kind != StoredKind.Integer)
            // SQLite turns a sum that overflows 64 bits into a float.
            throw SqlFaults.Overflow(type);
        else if (type.IsTemporal)
            TimeWriter.Time(reply, row.Integer(column), type);
        else
            NumberWriter.Whole(reply, row.Integer(column), type);
    }

    private static void Null(ReplyBuffer reply, SqlType type)
    {
        if (type.Kind is SqlKind.Text or SqlKind.NText or SqlKind.Image)
            reply.Byte(0);
        else if (!type.IsText && !type.IsBinary)
            reply.Byte(0);
        else if (type.Length == SqlType.Max)
            reply.Int64(-1);
        else
            reply.UInt16(0xFFFF);
    }

    private static void Guid(ReplyBuffer reply, ReadOnlySpan<byte> stored)
    {
        reply.Byte(GuidOrder.Size);
        GuidOrder.Decode(stored, reply.Take(GuidOrder.Size));
    }
}

internal static class NumberWriter
{
    public static void Approximate(ReplyBuffer reply, double value, SqlType type)
    {
        if (type.Kind == SqlKind.Float && double.IsFinite(value))
        {
            reply.Byte(8);
            BinaryPrimitives.WriteDoubleLittleEndian(reply.Take(8), value);
        }
        else if (float.IsFinite((float)value))
        {
            reply.Byte(4);
            BinaryPrimitives.WriteSingleLittleEndian(reply.Take(4), (float)value);
        }
        else
            throw SqlFaults.Overflow(type);
    }

    /// <summary>Writes integers, and decimals in their smallest unit.</summary>
    public static void Whole(ReplyBuffer reply, long value, SqlType type)
    {
        if (!NumberConversion.InRange(value, type))
            throw SqlFaults.Overflow(type);
        switch (type.Kind)
        {
            case SqlKind.Bit or SqlKind.TinyInt:
                reply.Bytes([1, (byte)value]);
                break;
            case SqlKind.SmallInt:
                reply.Byte(2);
                reply.UInt16((ushort)value);
                break;
            case SqlKind.BigInt:
                reply.Byte(8);
                reply.Int64(value);
                break;
            case SqlKind.Decimal:
                Decimal(reply, value, TypeWriter.DecimalSize(type.Precision));
                break;
            default:
                reply.Byte(4);
                reply.Int32((int)value);
                break;
        }
    }

    private static void Decimal(ReplyBuffer reply, long units, int size)
    {
        reply.Byte((byte)size);
        reply.Byte(units < 0 ? (byte)0 : (byte)1);
        Span<byte> magnitude = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(magnitude, (ulong)Int128.Abs(units));
        reply.Bytes(magnitude[..(size - 1)]);
    }
}

internal static class TimeWriter
{
    private const int DateSize = 3;

    public static void Time(ReplyBuffer reply, long value, SqlType type)
    {
        switch (type.Kind)
        {
            case SqlKind.DateTime:
                var (days, units) = Math.DivRem(value, Moment.DateTimeUnitsPerDay);
                reply.Byte(8);
                reply.Int32((int)(days - Moment.DaysTo1900));
                reply.Int32((int)units);
                break;
            case SqlKind.SmallDateTime:
                reply.Byte(4);
                reply.UInt16((int)(value / 1440 - Moment.DaysTo1900));
                reply.UInt16((int)(value % 1440));
                break;
            case SqlKind.Date:
                reply.Byte(DateSize);
                LittleEndian(reply, value, DateSize);
                break;
            case SqlKind.Time:
                reply.Byte((byte)TimeSize(type.Scale));
                LittleEndian(reply, value / Moment.UnitsOf(type.Scale), TimeSize(type.Scale));
                break;
            default:
                reply.Byte((byte)(TimeSize(type.Scale) + DateSize));
                DateAndTime(reply, value, type.Scale);
                break;
        }
    }

    public static void WithOffset(ReplyBuffer reply, ReadOnlySpan<byte> stored, SqlType type)
    {
        var (ticks, offset) = Moment.SplitOffset(stored);
        reply.Byte((byte)(TimeSize(type.Scale) + DateSize + 2));
        DateAndTime(reply, ticks, type.Scale);
        reply.UInt16((ushort)offset);
    }

    public static int TimeSize(int digits) =>
        digits switch
        {
            <= 2 => 3,
            <= 4 => 4,
            _ => 5,
        };

    private static void DateAndTime(ReplyBuffer reply, long ticks, int digits)
    {
        var (days, rest) = Math.DivRem(ticks, TimeSpan.TicksPerDay);
        LittleEndian(reply, rest / Moment.UnitsOf(digits), TimeSize(digits));
        LittleEndian(reply, days, DateSize);
    }

    private static void LittleEndian(ReplyBuffer reply, long value, int size)
    {
        BinaryPrimitives.WriteInt64LittleEndian(reply.Reserve(8), value);
        reply.Advance(size);
    }
}
