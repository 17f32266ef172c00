using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>String functions, which count UTF-16 units as nvarchar does.</summary>
internal static class TextFunctions
{
    public static StoredValue Length(StoredValue[] a, bool trimmed)
    {
        if (a[0].IsNull)
            return a[0];
        var text = a[0].Text;
        return StoredValue.Of((long)(trimmed ? text.TrimEnd(' ') : text).Length);
    }

    public static StoredValue Map(StoredValue[] a, Func<string, string> change) =>
        a[0].IsNull ? a[0] : StoredValue.Of(change(a[0].Text));

    /// <param name="a">Text or binary, 1-based start, length.</param>
    public static StoredValue Substring(StoredValue[] a)
    {
        if (a[0].IsNull || a[1].IsNull || a[2].IsNull)
            return StoredValue.Null;
        if (a[2].Integer < 0)
            throw new SqlFault(537, "Invalid length parameter passed to the LEFT or SUBSTRING function.", 16, 3);
        var text = a[0].Kind == StoredKind.Text ? a[0].Text : null;
        var available = text?.Length ?? a[0].Bytes!.Length;
        var start = (int)Math.Clamp(a[1].Integer - 1, 0, available);
        var end = (int)Math.Clamp(a[1].Integer - 1 + a[2].Integer, start, available);
        return text is null ? StoredValue.OfBlob(a[0].Bytes![start..end]) : StoredValue.Of(text[start..end]);
    }

    public static StoredValue Replace(StoredValue[] a) =>
        a[0].IsNull || a[1].IsNull || a[2].IsNull ? StoredValue.Null
        : a[1].Bytes!.Length == 0 ? a[0]
        : StoredValue.Of(a[0].Text.Replace(a[1].Text, a[2].Text, StringComparison.OrdinalIgnoreCase));
}
