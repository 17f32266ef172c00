using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

/// <summary>Writes ROW tokens straight from SQLite's current row into the reply: no objects, no strings in between.</summary>
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
        // What SQLite is asked costs more than what it answers: only a value that may stand for NULL is asked for its kind.
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
        else if (type.Kind == SqlKind.Variant)
            VariantWriter.Write(reply, row, column, type);
        else if (kind != StoredKind.Integer)
            // SQLite turns a sum that leaves 64 bits into a float.
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
        else if (type.Kind == SqlKind.Variant)
            reply.Int32(0);
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

/// <summary>sql_variant, as SERVERPROPERTY gives it: an int or a text.</summary>
internal static class VariantWriter
{
    private const byte Int4 = 0x38;

    public static void Write(ReplyBuffer reply, StoreStatement row, int column, SqlType type)
    {
        if (type.Inner == SqlKind.Int)
        {
            reply.Int32(2 + 4);
            reply.Bytes([Int4, 0]);
            reply.Int32((int)row.Integer(column));
            return;
        }
        var text = Wtf8.Decode(row.Bytes(column));
        reply.Int32(2 + 7 + text.Length * 2);
        reply.Bytes([WireType.NVarChar, 7]);
        reply.Bytes(WireType.Collation);
        reply.UInt16(256);
        reply.Utf16(text);
    }
}
