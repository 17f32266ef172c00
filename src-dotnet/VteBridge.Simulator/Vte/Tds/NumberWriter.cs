using System.Buffers.Binary;
using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Vte.Tds;

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

    /// <summary>Integers, and decimals in their smallest unit.</summary>
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
            case SqlKind.Money:
                // The high half comes first.
                reply.Byte(8);
                reply.Int32((int)(value >> 32));
                reply.Int32((int)value);
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
