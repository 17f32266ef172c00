using Serilog.Events;
using Serilog.Formatting.Display;

namespace VteBridge.Core;

/// <summary>
/// Makes text from the database safe for a terminal, a log or a page. Control characters could redraw the screen or fake
/// a line; marks that change the reading direction could make a text look like another.
/// </summary>
internal static class TextSanitiser
{
    /// <summary>
    /// Keeps line feeds and tabs; replaces other control characters, and marks that change the reading direction, by
    /// U+FFFD.
    /// </summary>
    public static string Clean(string text) => Replace(text, c => c is '\n' or '\t');

    public static string OneLine(string text) =>
        Replace(text.Replace("\r\n", " ").Replace('\n', ' ').Replace('\t', ' '), _ => false);

    /// <summary>The same JSON with the unsafe characters escaped, which strings in JSON allow.</summary>
    public static string Json(string json)
    {
        if (!json.Any(c => IsUnsafe(c) && !IsLayout(c)))
            return json;
        var clean = new StringBuilder(json.Length + 64);
        foreach (var c in json)
            if (IsUnsafe(c) && !IsLayout(c))
                clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                clean.Append(c);
        return clean.ToString();
    }

    private static bool IsLayout(char c) => c is '\n' or '\r' or '\t';

    private static string Replace(string text, Func<char, bool> keep)
    {
        if (!text.Any(c => IsUnsafe(c) && !keep(c)))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            clean.Append(IsUnsafe(c) && !keep(c) ? '\uFFFD' : c);
        return clean.ToString();
    }

    private static bool IsUnsafe(char c) =>
        char.IsControl(c)
        || c is '\u061C' or '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}

/// <summary>The message of a log event, as people read it.</summary>
internal static class LogEventText
{
    private static readonly MessageTemplateTextFormatter Message = new("{Message:l}", CultureInfo.InvariantCulture);

    /// <summary>The message without the exception, on one line even if its values have line breaks.</summary>
    public static string Of(LogEvent logEvent)
    {
        var text = new StringWriter();
        Message.Format(logEvent, text);
        return TextSanitiser.OneLine(text.ToString().ReplaceLineEndings(" "));
    }
}

/// <summary>A time span in words, with at most two units (`2 h 5 min`).</summary>
internal static class DurationText
{
    public static string Of(TimeSpan? span) =>
        span switch
        {
            null => "not known yet",
            { TotalSeconds: < 60 } s => $"{Math.Max(s.Seconds, 0)} s",
            { TotalMinutes: < 60 } s => Two(s.Minutes, "min", s.Seconds, "s"),
            { TotalHours: < 24 } s => Two(s.Hours, "h", s.Minutes, "min"),
            { } s => Two(s.Days, "d", s.Hours, "h"),
        };

    private static string Two(int large, string unit, int small, string smallUnit) =>
        small == 0 ? $"{large} {unit}" : $"{large} {unit} {small} {smallUnit}";
}
