namespace VteBridge.Simulator.Vte.Sql;

/// <summary>
/// Converts stored values to another type: for CAST and CONVERT, and for parameters and literals that are compared with another type.
/// </summary>
internal static class Conversion
{
    /// <exception cref="SqlFault">The value cannot be converted; it carries SQL Server's error number where there is one.</exception>
    public static StoredValue Convert(StoredValue value, SqlType from, SqlType to, int style = 0)
    {
        if (value.IsNull || from == to)
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

    /// <summary>True when every value is stored in the same form in both types, so that no conversion is needed.</summary>
    public static bool IsIdentity(SqlType from, SqlType to) =>
        from == to
        || from.Kind == SqlKind.Null
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

/// <summary>Conversions to numbers. Decimals are stored as whole numbers of their smallest unit, in 64 bits.</summary>
internal static class NumberConversion
{
    private static readonly long[] Powers = [.. Enumerable.Range(0, 19).Select(n => (long)Math.Pow(10, n))];

    public static StoredValue ToNumber(StoredValue value, SqlType from, SqlType to)
    {
        if (from.IsText)
            return FromText(value.Text.Trim(' '), from, to);
        if (from.IsTemporal)
            throw SqlFaults.NotSupported($"converting {from.Name()} to {to.Name()}");
        if (!from.IsNumber)
            throw SqlFaults.OperandClash(from, to);
        if (to.Kind == SqlKind.Bit)
            return StoredValue.Of(
                value.Kind == StoredKind.Real
                    ? value.Real != 0
                        ? 1L
                        : 0L
                    : value.Integer != 0
                        ? 1L
                        : 0L
            );
        if (to.IsApproximate)
            return Approximate(
                from.IsApproximate ? value.Real : (double)((decimal)value.Integer / Powers[from.Digits.Scale]),
                to
            );
        if (from.IsApproximate)
            return to.IsInteger ? Integer(Math.Truncate(value.Real), to) : Scaled(value.Real, to);
        var scaled =
            Rescale(value.Integer, from.Digits.Scale, to.Digits.Scale, rounded: to.IsScaled)
            ?? throw SqlFaults.Overflow(to);
        return Checked(scaled, to);
    }

    /// <summary>Converts a decimal to another scale; null when the result does not fit into 64 bits.</summary>
    public static long? Rescale(Int128 units, int fromScale, int toScale, bool rounded = true)
    {
        for (; fromScale < toScale; fromScale++)
            units *= 10;
        if (fromScale > toScale)
        {
            var divisor = (Int128)1;
            for (; fromScale > toScale; fromScale--)
                divisor *= 10;
            var half = rounded ? divisor / 2 : 0;
            units = (units < 0 ? units - half : units + half) / divisor;
        }
        return units > long.MaxValue || units < long.MinValue ? null : (long)units;
    }

    public static StoredValue Checked(long units, SqlType type) =>
        InRange(units, type) ? StoredValue.Of(units) : throw SqlFaults.Overflow(type);

    public static bool InRange(long units, SqlType type) =>
        type.Kind switch
        {
            SqlKind.Bit => units is 0 or 1,
            SqlKind.TinyInt => units is >= 0 and <= byte.MaxValue,
            SqlKind.SmallInt => units is >= short.MinValue and <= short.MaxValue,
            SqlKind.Int => units is >= int.MinValue and <= int.MaxValue,
            SqlKind.Decimal when type.Precision < 19 => Math.Abs(units) < Powers[type.Precision],
            _ => true,
        };

    private static StoredValue FromText(string text, SqlType from, SqlType to)
    {
        if (to.Kind == SqlKind.Bit && text.ToUpperInvariant() is "TRUE" or "FALSE")
            return StoredValue.Of(text.Length == 4 ? 1L : 0L);
        if (to.IsApproximate)
            return double.TryParse(
                text.Length == 0 ? "0" : text,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var real
            )
                ? Approximate(real, to)
                : throw SqlFaults.NotANumber(from, to);
        if (to.IsInteger)
            return long.TryParse(
                text.Length == 0 ? "0" : text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var whole
            )
                ? to.Kind == SqlKind.Bit
                    ? StoredValue.Of(whole != 0 ? 1L : 0L)
                    : Checked(whole, to)
                : throw SqlFaults.ConversionFailed(from, text, to);
        return decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var exact
        )
            ? Exact(exact, to)
            : throw SqlFaults.NotANumber(from, to);
    }

    public static StoredValue Exact(decimal value, SqlType to)
    {
        var rounded = Math.Round(value, Math.Min(to.Digits.Scale, 28), MidpointRounding.AwayFromZero);
        try
        {
            return Checked((long)(rounded * Powers[to.Digits.Scale]), to);
        }
        catch (OverflowException)
        {
            throw SqlFaults.Overflow(to);
        }
    }

    private static StoredValue Scaled(double value, SqlType to) =>
        Math.Abs(value) < 7.9e28 ? Exact((decimal)value, to) : throw SqlFaults.Overflow(to);

    private static StoredValue Integer(double value, SqlType to) =>
        value is >= long.MinValue and < long.MaxValue ? Checked((long)value, to) : throw SqlFaults.Overflow(to);

    private static StoredValue Approximate(double value, SqlType to)
    {
        var result = to.Kind == SqlKind.Real ? (float)value : value;
        return double.IsFinite(result) ? StoredValue.Of(result) : throw SqlFaults.Overflow(to);
    }
}
