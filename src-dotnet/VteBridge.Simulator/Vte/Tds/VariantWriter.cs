using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Tds;

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
