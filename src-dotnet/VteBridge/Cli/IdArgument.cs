using System.CommandLine;
using System.CommandLine.Parsing;

namespace VteBridge.Cli;

/// <summary>Reads ids from the command line; the error for a wrong one shows how an id is written.</summary>
internal static class IdArgument
{
    public static Argument<Guid> OfReport() =>
        new("id") { CustomParser = One, Description = "The run's Index_GUID, or the id of a repair's report" };

    private static Guid One(ArgumentResult typed) => Read(typed, typed.Tokens.Count > 0 ? typed.Tokens[0].Value : "");

    public static Guid? Optional(ArgumentResult typed) => One(typed);

    public static Guid[] Many(ArgumentResult typed) => [.. typed.Tokens.Select(token => Read(typed, token.Value))];

    /// <summary>Also reads an id in the form of a report's misc info source_id.</summary>
    private static Guid Read(ArgumentResult typed, string text)
    {
        var id = text.StartsWith("VTE:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        if (Guid.TryParse(id, out var guid))
            return guid;
        var name = typed.Parent is OptionResult option ? option.Option.Name + " " : "";
        typed.AddError(
            $"{name}'{text}' is not an id. Write an Index_GUID, for example 6f9619ff-8b86-d011-b42d-00c04fc964ff."
        );
        return default;
    }
}
