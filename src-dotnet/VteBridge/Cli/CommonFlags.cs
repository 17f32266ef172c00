using System.CommandLine;
using System.CommandLine.Completions;
using VteBridge.Configuration;

namespace VteBridge.Cli;

/// <summary>The flags that every verb has.</summary>
internal sealed class CommonFlags
{
    public Option<string?> Config { get; } =
        new("--config")
        {
            Description = "Configuration file, read on top of the appsettings.json beside the program",
            HelpName = "FILE",
        };

    public Option<string[]> Set { get; } =
        new("--set")
        {
            Description = "Set one option for this call, for example --set Vte:PageSize=50",
            HelpName = "KEY=VALUE",
            DefaultValueFactory = _ => [],
            CompletionSources =
            {
                _ => OptionKeys.All.Keys.Except(OptionKeys.Secrets).Select(key => new CompletionItem(key + "=")),
            },
        };

    public Option<string?> ClientInstance { get; } =
        new("--client-instance")
        {
            Description = "Take WATS server, token, station fields and folder from this pyWATS client's configuration",
            HelpName = "ID",
        };

    public Option<bool> Verbose { get; } =
        new("--verbose", "-v") { Description = "Log every run, and what the sidecar says" };

    public Option<bool> Json { get; } =
        new("--json") { Description = "One JSON object as the last line of standard output" };

    public void AddTo(Command command, bool json)
    {
        command.Add(Config);
        command.Add(Set);
        command.Add(ClientInstance);
        command.Add(Verbose);
        if (json)
            command.Add(Json);
    }

    /// <exception cref="UsageFailure">Not KEY=VALUE, or a secret.</exception>
    public Dictionary<string, string?> Overrides(ParseResult parsed)
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
