using System.Text;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Conversions to text and to binary.</summary>
internal static class TextConversion
{
    public static StoredValue ToText(StoredValue value, SqlType from, SqlType to, int style)
    {
        var text =
            from.IsText ? value.Text
            : from.IsInteger ? value.Integer.ToString(CultureInfo.InvariantCulture)
            : from.IsScaled ? Exact(value.Integer, from)
            : from.IsApproximate ? Approximate(value.Real, style)
            : from.Kind == SqlKind.UniqueIdentifier ? GuidOrder.Decode(value.Bytes).ToString().ToUpperInvariant()
            : from.IsTemporal ? TimeText.Format(value, from, style)
            : from.IsBinary ? Binary(value.Bytes!, to, style)
            : throw SqlFaults.NoImplicitConversion(from, to);
        if (!from.IsText && !from.IsBinary && to.Length != SqlType.Max && text.Length > to.Length)
            throw SqlFaults.Overflow(to);
        if (from.IsUnicode && !to.IsUnicode)
            text = CodePage.Narrow(text);
        return StoredValue.Of(Fit(text, to));
    }

    public static StoredValue ToBinary(StoredValue value, SqlType from, SqlType to)
    {
        var bytes =
            from.IsBinary ? value.Bytes!
            : from.IsUnicode ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(value.Text.AsSpan()).ToArray()
            : from.IsText ? CodePage.Windows1252.GetBytes(value.Text)
            : from.Kind == SqlKind.UniqueIdentifier ? GuidOrder.Decode(value.Bytes).ToByteArray()
            : throw SqlFaults.NotSupported($"converting {from.Name()} to {to.Name()}");
        if (to.Length == SqlType.Max)
            return StoredValue.OfBlob(bytes);
        if (bytes.Length > to.Length || to.Kind == SqlKind.Binary && bytes.Length < to.Length)
            Array.Resize(ref bytes, to.Length);
        return StoredValue.OfBlob(bytes);
    }

    private static string Fit(string text, SqlType to)
    {
        if (to.Length == SqlType.Max)
            return text;
        if (text.Length > to.Length)
            return text[..to.Length];
        return to.Kind is SqlKind.Char or SqlKind.NChar ? text.PadRight(to.Length) : text;
    }

    private static string Exact(long units, SqlType from)
    {
        var (scale, shown) = (from.Scale, (decimal)units);
        for (var digit = 0; digit < scale; digit++)
            shown /= 10;
        return shown.ToString("F" + scale, CultureInfo.InvariantCulture);
    }

    /// <summary>Six significant digits in the default style, so a float that is read as text has lost digits.</summary>
    private static string Approximate(double value, int style)
    {
        if (style != 0)
            throw SqlFaults.NotSupported($"style {style} of CONVERT from a number");
        var rounded = double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var size = Math.Abs(rounded);
        return size is 0 or >= 1e-4 and < 1e6
            ? ((decimal)rounded).ToString("0.##########", CultureInfo.InvariantCulture)
            : rounded.ToString("0.#####e+000", CultureInfo.InvariantCulture);
    }

    private static string Binary(byte[] bytes, SqlType to, int style) =>
        style switch
        {
            not 0 => throw SqlFaults.NotSupported($"style {style} of CONVERT from bytes"),
            _ when to.IsUnicode => new string(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, char>(bytes)),
            _ => CodePage.Windows1252.GetString(bytes),
        };
}

/// <summary>The code page of char and varchar in SQL Server's default collation.</summary>
internal static class CodePage
{
    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The text after a conversion to varchar and back: characters outside the code page are lost.</summary>
    public static string Narrow(string text) => Windows1252.GetString(Windows1252.GetBytes(text));
}
