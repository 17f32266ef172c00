using System.Buffers.Binary;
using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

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
