using System.CommandLine.Parsing;
using System.Globalization;

namespace VteBridge.Commands;

/// <summary>Reads what a person typed, and says how it is written when it cannot be read.</summary>
internal static class Given
{
    private static readonly string[] Times =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-ddTHH:mm",
        "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
    ];

    /// <summary>The same on every machine: a time in the words of its region could be another day elsewhere.</summary>
    public static DateTime Time(ArgumentResult typed)
    {
        var text = Single(typed);
        if (
            DateTime.TryParseExact(
                text,
                Times,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AllowWhiteSpaces,
                out var time
            )
        )
            return time;
        typed.AddError($"{Name(typed)}'{text}' is no time. Write yyyy-MM-dd or \"yyyy-MM-dd HH:mm\".");
        return default;
    }

    public static DateTime? OptionalTime(ArgumentResult typed) => Time(typed);

    public static Guid Id(ArgumentResult typed) => Id(typed, Single(typed));

    public static Guid? OptionalId(ArgumentResult typed) => Id(typed);

    public static Guid[] Ids(ArgumentResult typed) => [.. typed.Tokens.Select(token => Id(typed, token.Value))];

    /// <summary>Also as a report's misc info source_id has it.</summary>
    private static Guid Id(ArgumentResult typed, string text)
    {
        var id = text.StartsWith("VTE:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        if (Guid.TryParse(id, out var guid))
            return guid;
        typed.AddError(
            $"{Name(typed)}'{text}' is no id. Write an Index_GUID, for example 6f9619ff-8b86-d011-b42d-00c04fc964ff."
        );
        return default;
    }

    private static string Single(ArgumentResult typed) => typed.Tokens.Count > 0 ? typed.Tokens[0].Value : "";

    private static string Name(ArgumentResult typed) => typed.Parent is OptionResult o ? o.Option.Name + " " : "";
}
