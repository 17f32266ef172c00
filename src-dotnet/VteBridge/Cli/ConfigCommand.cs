using System.CommandLine;
using VteBridge.Configuration;
using VteBridge.Vte.Reading;

namespace VteBridge.Cli;

/// <summary>`config check`: shows the configuration and what is wrong with it; needs neither VTE nor WATS.</summary>
internal static class ConfigCommand
{
    private static readonly Option<bool> All = new("--all") { Description = "Show the options at their default too" };

    public static Command Create()
    {
        var config = new Command("config", "Checks the configuration.");
        config.Add(
            VerbCommand.Create(
                "check",
                "Reads the configuration and shows every problem at once, and each value with its source. Needs neither VTE nor WATS; shows no secret.\n\n"
                    + "  vtebridge config check --config /etc/vtebridge/appsettings.json\n"
                    + "  vtebridge config check --all --json",
                RunAsync,
                json: true,
                All
            )
        );
        return config;
    }

    private static Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var loaded = call.Read();
        IReadOnlyList<OptionProblem> problems = [.. loaded.Problems, .. Unusable(loaded)];
        var values = Values(loaded).Where(v => call.Parsed.GetValue(All) || v.Source != OptionsLoader.Default).ToList();
        var code = problems.Count == 0 ? ExitCode.Done : ExitCode.Usage;
        if (call.Json)
            CommandContext.WriteJson(
                new
                {
                    files = call.ConfigurationFiles,
                    problems,
                    warnings = loaded.Warnings,
                    values,
                    exitCode = code,
                }
            );
        else
            Show(call.Terminal, problems, loaded.Warnings, values);
        return Task.FromResult(code);
    }

    private static void Show(
        Terminal terminal,
        IReadOnlyList<OptionProblem> problems,
        IReadOnlyList<OptionProblem> warnings,
        IReadOnlyList<ConfiguredValue> values
    )
    {
        terminal.Table(["option", "value", "source"], values.Select(v => new[] { v.Key, v.Value, v.Source }));
        terminal.Line();
        foreach (var problem in problems)
            terminal.Line($"problem: {problem}");
        foreach (var warning in warnings)
            terminal.Line($"warning: {warning}");
        terminal.Line(
            problems.Count == 0
                ? "The configuration can be used. 'vtebridge doctor' tries it on VTE and WATS."
                : $"{problems.Count} {(problems.Count == 1 ? "problem" : "problems")}: the configuration cannot be used."
        );
    }

    /// <summary>Problems that show only when a value is used: secret files, the connection string, the server's key.</summary>
    private static IEnumerable<OptionProblem> Unusable(LoadedOptions loaded)
    {
        var options = loaded.Options;
        Action[] uses =
        [
            () => _ = HasConnection(options.Vte) ? ConnectionStrings.Build(options.Vte) : null,
            () => _ = options.Health.IsOn ? options.Health.Key() : null,
            () => options.Alerts.Webhook.Address(),
            () => options.Alerts.Smtp.Secret(),
        ];
        return uses.SelectMany(Problems)
            .Where(p => loaded.Problems.All(known => known.Key != p.Key))
            .DistinctBy(p => p.Key);
    }

    private static bool HasConnection(VteOptions vte) => vte.ConnectionString != "" || vte.ConnectionStringFile != "";

    private static IReadOnlyList<OptionProblem> Problems(Action use)
    {
        try
        {
            use();
            return [];
        }
        catch (OptionsFailure failure)
        {
            return failure.Problems;
        }
    }

    private static IEnumerable<ConfiguredValue> Values(LoadedOptions loaded) =>
        OptionKeys
            .Of(loaded.Options)
            .Select(option => new ConfiguredValue(option.Key, Text(option), Source(loaded, option)));

    private static string Source(LoadedOptions loaded, OptionKey option) =>
        loaded
            .Sources.Where(v =>
                v.Key.Equals(option.Key, StringComparison.OrdinalIgnoreCase)
                || v.Key.StartsWith(option.Key + ":", StringComparison.OrdinalIgnoreCase)
            )
            .Select(v => v.Source)
            .LastOrDefault(OptionsLoader.Default);

    private static string Text(OptionKey option) =>
        option.Default switch
        {
            "" or null => "",
            _ when option.IsSecret => "(set, not shown)",
            string text when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo != "" =>
                "(holds a user name, not shown)",
            string text => text,
            TimeSpan span => TimeSpanText.Of(span),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
            Enum or bool => $"{option.Default}",
            _ => JsonSerializer.Serialize(option.Default, CommandContext.JsonOptions),
        };
}
