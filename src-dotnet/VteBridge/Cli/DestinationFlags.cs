using System.CommandLine;
using System.CommandLine.Completions;
using VteBridge.Configuration;

namespace VteBridge.Cli;

/// <summary>Where reports go, for one call: of every verb that sends.</summary>
internal static class DestinationFlags
{
    public static readonly Option<string?> Destination = new("--destination")
    {
        Description = string.Join(", ", DestinationNames.All),
        HelpName = "NAME",
        CompletionSources = { _ => DestinationNames.All.Select(name => new CompletionItem(name)) },
    };

    public static readonly Option<string?> Folder = new("--folder")
    {
        Description = "The destination's folder",
        HelpName = "DIR",
    };

    /// <summary>What the flags set, by key; a relative folder starts where the person is.</summary>
    public static IReadOnlyList<(string Key, string? Value)> Values(ParseResult parsed) =>
        [
            ("Delivery:Destination", parsed.GetValue(Destination)),
            ("Delivery:Folder", parsed.GetValue(Folder) is { } folder ? PathFlag.Whole("--folder", folder) : null),
        ];
}

/// <summary>A path that a person typed; see <see cref="PathText"/>.</summary>
internal static class PathFlag
{
    /// <exception cref="UsageFailure">It is no path.</exception>
    public static string Whole(string flag, string text)
    {
        var path = PathText.Rooted(text, Environment.CurrentDirectory, out var problem);
        return problem is null ? path : throw new UsageFailure($"{flag}: {problem}");
    }
}
