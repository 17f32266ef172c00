using System.CommandLine;
using System.CommandLine.Completions;
using VteBridge.Configuration;

namespace VteBridge.Cli;

/// <summary>The flags that every verb has.</summary>
internal static class CommonFlags
{
    public static readonly Option<string?> Config = new("--config")
    {
        Description = "Configuration file, read on top of the appsettings.json beside the program",
        HelpName = "FILE",
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "Set one option for this call, for example --set Vte:PageSize=50",
        HelpName = "KEY=VALUE",
        DefaultValueFactory = _ => [],
        CompletionSources =
        {
            _ => OptionKeys.ByKey.Keys.Except(OptionKeys.Secrets).Select(key => new CompletionItem(key + "=")),
        },
    };

    public static readonly Option<string?> ClientInstance = new("--client-instance")
    {
        Description = "Take WATS server, token, station fields and folder from this pyWATS client's configuration",
        HelpName = "ID",
    };

    public static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "Log every run, and the sidecar's own log lines",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "One JSON object as the last line of standard output",
    };

    /// <exception cref="UsageFailure">A value is not KEY=VALUE, or the option is a secret.</exception>
    public static Dictionary<string, string?> Overrides(ParseResult parsed)
    {
        var overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in parsed.GetValue(Set) ?? [])
        {
            var at = pair.IndexOf('=');
            if (at <= 0)
                throw new UsageFailure($"--set '{pair}' is not KEY=VALUE. Write for example --set Vte:PageSize=50.");
            var key = pair[..at];
            if (OptionKeys.Secrets.Contains(key, StringComparer.OrdinalIgnoreCase))
                throw new UsageFailure(
                    $"--set {key} would show the secret to everyone on this machine. Use {OptionsLoader.EnvironmentPrefix}{key.Replace(":", "__")} or {key}File."
                );
            overrides[key] = pair[(at + 1)..];
        }
        return overrides;
    }
}

/// <summary>A flag for a time in VTE's local time; see <see cref="VteTimeText"/>.</summary>
internal static class TimeFlag
{
    public static Option<DateTime?> Create(string name, string description, bool required = false) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            Required = required,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (VteTimeText.TryParse(text, out var time))
                    return time;
                result.AddError(
                    $"{name}: '{text}' is not a time. Write it as VTE's clocks show it: {VteTimeText.Form}."
                );
                return null;
            },
        };
}

/// <summary>The flags for the period of VTE's history that a verb works on.</summary>
internal static class PeriodFlags
{
    public static readonly Option<DateTime?> From = TimeFlag.Create("--from", "First time; without it, the oldest run");

    public static readonly Option<DateTime?> RequiredFrom = TimeFlag.Create("--from", "First time", required: true);

    public static readonly Option<DateTime?> To = TimeFlag.Create("--to", "Last time, included; without it, now");

    /// <exception cref="UsageFailure">The period ends before it begins.</exception>
    public static (DateTime? From, DateTime? To) Read(CommandContext call, Option<DateTime?> fromFlag)
    {
        var (from, to) = (call.Parsed.GetValue(fromFlag), call.Parsed.GetValue(To));
        return from > to
            ? throw new UsageFailure($"--from {from:yyyy-MM-dd HH:mm} is after --to {to:yyyy-MM-dd HH:mm}. Swap them.")
            : (from, to);
    }
}

/// <summary>The flags for where reports go in this call, for every verb that sends.</summary>
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
        Description = "The destination's folder; auto is the pyWATS client's own",
        HelpName = "DIR",
    };

    /// <summary>The options that the flags set, by key. A relative folder starts in the current folder.</summary>
    public static IReadOnlyList<(string Key, string? Value)> Values(ParseResult parsed) =>
        [("Delivery:Destination", parsed.GetValue(Destination)), ("Delivery:Folder", FolderOf(parsed))];

    private static string? FolderOf(ParseResult parsed) =>
        parsed.GetValue(Folder) is { } folder && folder != DeliveryOptions.AutoFolder
            ? PathFlag.Whole("--folder", folder)
            : parsed.GetValue(Folder);
}

/// <summary>A path on the command line; see <see cref="PathText"/>.</summary>
internal static class PathFlag
{
    /// <exception cref="UsageFailure">The text is no path.</exception>
    public static string Whole(string flag, string text)
    {
        var path = PathText.Rooted(text, Environment.CurrentDirectory, out var problem);
        return problem is null ? path : throw new UsageFailure($"{flag}: {problem}");
    }
}
