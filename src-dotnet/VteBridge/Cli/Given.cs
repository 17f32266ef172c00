using System.CommandLine.Parsing;

namespace VteBridge.Cli;

/// <summary>Reads the ids that a person typed, and says how one is written when it cannot be read.</summary>
internal static class Given
{
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
