using System.Text.Encodings.Web;

namespace VteBridge.Wsjf;

/// <summary>Writes single values, each kind in one way only.</summary>
internal static class WsjfJson
{
    public static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
    public static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    /// <summary>Writes nothing if the text is null.</summary>
    public static void Text(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
            return;
        if (Ascii.IsValid(text))
        {
            json.WriteString(name, text);
            return;
        }
        // The framework's encoder escapes emoji and other characters; the text must be written unchanged.
        json.WritePropertyName(name);
        json.WriteRawValue(Quoted(text), skipInputValidation: true);
    }

    public static void Letter(this Utf8JsonWriter json, ReadOnlySpan<byte> name, char letter) =>
        json.WriteString(name, [letter]);

    /// <summary>Writes nothing if the number is null.</summary>
    public static void Number(this Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    /// <summary>Writes a list of objects; nothing if it is empty.</summary>
    public static void List<T>(
        this Utf8JsonWriter json,
        ReadOnlySpan<byte> name,
        ReadOnlySpan<T> items,
        Action<Utf8JsonWriter, T> write
    )
    {
        if (items.IsEmpty)
            return;
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>ISO 8601 with offset. Has milliseconds, as most readers expect, and seven digits only if the source has more than three.</summary>
    public static string Local(DateTimeOffset time) =>
        time.ToString($"yyyy-MM-ddTHH:mm:ss.{Fraction(time)}zzz", CultureInfo.InvariantCulture);

    public static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString($"yyyy-MM-ddTHH:mm:ss.{Fraction(time)}Z", CultureInfo.InvariantCulture);

    private static string Fraction(DateTimeOffset time) =>
        time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "fff" : "fffffff";

    /// <summary>Escapes only what JSON requires.</summary>
    private static string Quoted(string text)
    {
        var json = new StringBuilder(text.Length + 16).Append('"');
        foreach (var c in text)
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        return json.Append('"').ToString();
    }
}
