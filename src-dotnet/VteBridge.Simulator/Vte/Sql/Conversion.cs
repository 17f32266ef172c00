using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>What CAST and CONVERT do to a stored value, and what a parameter or a literal goes through to meet another type.</summary>
internal static class Conversion
{
    /// <exception cref="SqlFault">With SQL Server's number where the value cannot become the type.</exception>
    public static StoredValue Convert(StoredValue value, SqlType from, SqlType to, int style = 0)
    {
        if (from.Kind == SqlKind.Variant)
            from = InnerType(from.Inner);
        if (value.IsNull || from == to)
            return value;
        if (to.Kind == SqlKind.Variant)
            return value;
        if (to.IsText)
            return TextConversion.ToText(value, from, to, style);
        if (to.IsBinary)
            return TextConversion.ToBinary(value, from, to);
        if (to.Kind == SqlKind.UniqueIdentifier)
            return ToGuid(value, from);
        if (to.IsNumber)
            return NumberConversion.ToNumber(value, from, to);
        if (to.IsTemporal)
            return TimeConversion.ToTemporal(value, from, to);
        throw SqlFaults.NoImplicitConversion(from, to);
    }

    /// <summary>Whether the stored form is the same in both types for every value, so that nothing has to be done.</summary>
    public static bool IsIdentity(SqlType from, SqlType to) =>
        from == to
        || from.Kind == SqlKind.Null
        || to.Kind == SqlKind.Variant
        || from.IsInteger && to.IsInteger && from.Kind <= to.Kind
        || from.Kind == SqlKind.Real && to.Kind == SqlKind.Float
        || from.IsScaled
            && to.IsScaled
            && from.Digits.Scale == to.Digits.Scale
            && from.Digits.Precision <= to.Digits.Precision
        || from.IsText
            && to.IsText
            && to.Kind is not (SqlKind.Char or SqlKind.NChar)
            && IsUnicodeKept(from, to)
            && Fits(from, to)
        || from.IsBinary && to.IsBinary && to.Kind != SqlKind.Binary && Fits(from, to)
        || from.Kind == to.Kind && from.Kind is SqlKind.DateTime2 or SqlKind.Time && from.Scale <= to.Scale;

    private static SqlType InnerType(SqlKind kind) =>
        kind == SqlKind.NVarChar ? SqlType.NVarChar(128) : new SqlType(kind);

    private static bool IsUnicodeKept(SqlType from, SqlType to) => to.IsUnicode || !from.IsUnicode;

    private static bool Fits(SqlType from, SqlType to) =>
        to.Length == SqlType.Max || from.Length != SqlType.Max && from.Length <= to.Length;

    private static StoredValue ToGuid(StoredValue value, SqlType from)
    {
        if (from.IsText)
        {
            var text = value.Text.TrimEnd(' ');
            var digits =
                text.StartsWith('{') ? text.Trim('{', '}')
                : text.Length > 36 ? text[..36]
                : text;
            return Guid.TryParseExact(digits, "D", out var guid) ? StoredValue.Of(guid) : throw SqlFaults.NotAGuid();
        }
        if (!from.IsBinary)
            throw SqlFaults.OperandClash(from, SqlType.Guid);
        Span<byte> wire = stackalloc byte[GuidOrder.Size];
        value.Bytes.AsSpan(0, Math.Min(GuidOrder.Size, value.Bytes!.Length)).CopyTo(wire);
        return StoredValue.OfBlob(GuidOrder.Encode(wire));
    }
}
