using System.Collections;
using Microsoft.Extensions.Configuration;

namespace VteBridge.Configuration;

/// <summary>A check that one part of the program makes on the options that it uses.</summary>
internal delegate IEnumerable<OptionProblem> OptionsValidator(BridgeOptions options);

/// <summary>
/// Reads the configuration: appsettings.json beside the program, then `--config FILE`, then environment variables
/// `VTEBRIDGE__Section__Key`, then flags; a later source wins. Every problem is collected, none is ignored.
/// </summary>
internal static class OptionsLoader
{
    public const string EnvironmentPrefix = "VTEBRIDGE__";
    public const string CommandLine = "command line";
    public const string Environment = "environment";
    public const string Default = "default";

    /// <param name="folder">The base of relative paths; null: the folder of the configuration file, or the current folder without
    /// one.</param>
    /// <exception cref="UsageFailure">A configuration file cannot be read at all.</exception>
    public static LoadedOptions Load(
        string? configFile,
        IReadOnlyDictionary<string, string?> flags,
        IReadOnlyList<OptionsValidator> validators,
        string? folder = null
    )
    {
        var layers = new OptionLayers();
        var unreadable = new List<OptionProblem>();
        foreach (var path in Files(configFile).Where(f => f != Shipped || File.Exists(f)))
        {
            var file = ConfigurationFile.Read(path);
            layers.Add(path == Shipped ? Default : path, file.Values);
            unreadable.AddRange(file.Problems);
        }
        layers.Add(Environment, FromEnvironment());
        layers.Add(CommandLine, flags);
        unreadable.AddRange(MisspeltVariables());

        folder ??= configFile is null
            ? System.Environment.CurrentDirectory
            : Path.GetDirectoryName(Path.GetFullPath(configFile))!;
        var bound = Bound(layers, folder, unreadable);
        var options = WithFolders(OptionLayers.ToConfiguration(bound).Get<BridgeOptions>() ?? new BridgeOptions());
        if (configFile is not null && options.Delivery.Sidecar.Python == "")
            options = WithPython(options, folder);
        var problems = Problems(options)
            .Concat(validators.SelectMany(v => v(options)))
            .Concat(SecretProblems.Of(options, layers, configFile))
            .Where(p => !unreadable.Exists(u => u.Key.Equals(p.Key, StringComparison.OrdinalIgnoreCase)));
        return new LoadedOptions(
            options,
            OptionLayers.ToConfiguration(layers.Values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value))),
            unreadable,
            [.. unreadable, .. problems],
            SecretProblems.Warnings(configFile),
            [.. layers.Values]
        );
    }

    public static IReadOnlyList<string> Files(string? configFile) =>
        configFile is null ? [Shipped] : [Shipped, Path.GetFullPath(configFile)];

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "appsettings.json");

    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment() =>
        new ConfigurationBuilder()
            .AddEnvironmentVariables(EnvironmentPrefix)
            .Build()
            .AsEnumerable()
            .Where(p => p.Value is not null);

    /// <summary>Finds variables such as `VTEBRIDGE_Vte__Schema`, which would otherwise be ignored silently.</summary>
    private static IEnumerable<OptionProblem> MisspeltVariables() =>
        System
            .Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(v => (string)v.Key)
            .Where(name =>
                name.StartsWith("VTEBRIDGE_", StringComparison.OrdinalIgnoreCase)
                && !name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
                && name["VTEBRIDGE_".Length..].Contains("__", StringComparison.Ordinal)
            )
            .Select(name => new OptionProblem(
                name,
                "is not a variable that VteBridge reads.",
                $"Did you mean {EnvironmentPrefix}{name["VTEBRIDGE_".Length..]}?"
            ));

    /// <summary>The values that can be bound, by key; problems with the others are added to `unreadable`.</summary>
    private static Dictionary<string, string?> Bound(OptionLayers layers, string root, List<OptionProblem> unreadable)
    {
        var bound = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value, _) in layers.Values.Where(v => !OptionKeys.IsForeign(v.Key)))
        {
            if (OptionKeys.Owner(key) is not { } option)
                unreadable.Add(Unknown(key, value));
            else if (OptionValue.Read(option, key, value, out var text) is { } problem)
                unreadable.Add(problem);
            else
                bound[key] = text;
        }
        foreach (var option in OptionKeys.Entries.Where(o => o.Path is not null))
        {
            var text = bound.GetValueOrDefault(option.Key) ?? (string)option.Default!;
            if (
                (text == DeliveryOptions.AutoFolder && option.Key == "Delivery:Folder")
                || (option.Path!.MayBeName && PathText.IsName(text))
            )
                continue;
            bound[option.Key] = PathText.Rooted(text, root, out var problem);
            if (problem is not null)
                unreadable.Add(new(option.Key, problem, ""));
        }
        return bound;
    }

    private static OptionProblem Unknown(string key, string value) =>
        RenamedOptions.NewKey(key) is { } renamed ? new(key, "has another name now.", $"Write {renamed}.")
        : OptionKeys.IsSectionKey(key) ? new(key, $"'{value}' is not a section.", "Write its options as { ... }.")
        : new(
            key,
            "is not an option.",
            $"Did you mean {Nearest.Of(key, OptionKeys.ByKey.Keys)}? Every option is in docs/configuration.md."
        );

    /// <summary>Puts the queue and the logs into the state folder when the configuration names no other folder.</summary>
    private static BridgeOptions WithFolders(BridgeOptions options) =>
        options with
        {
            Delivery =
                options.Delivery.Folder == "" && DestinationNames.HasOwnQueue(options.Delivery.Destination)
                    ? options.Delivery with
                    {
                        Folder = options.State.OwnQueue,
                    }
                    : options.Delivery,
            Log =
                options.Log.Folder == ""
                    ? options.Log with
                    {
                        Folder = Path.Combine(options.State.Folder, "logs"),
                    }
                    : options.Log,
        };

    /// <summary>Uses the Python environment that scripts/setup-sidecar made beside the configuration, if there is one.</summary>
    private static BridgeOptions WithPython(BridgeOptions options, string configFolder) =>
        options with
        {
            Delivery = options.Delivery with
            {
                Sidecar = options.Delivery.Sidecar with { Python = SidecarOptions.PreparedPython(configFolder) ?? "" },
            },
        };

    private static IEnumerable<OptionProblem> Problems(BridgeOptions options) =>
        [
            .. OptionKeys.Of(options).Select(option => option.RangeProblem()).OfType<OptionProblem>(),
            .. options.Vte.Problems(),
            .. options.Delivery.Problems(),
            .. options.Reconcile.Problems(),
            .. options.State.Problems(options.Sync),
            .. options.Health.Problems(),
            .. options.Alerts.Problems(),
            .. options.Telemetry.Problems(),
        ];
}

/// <summary>
/// The configuration as read. Problems are values, so that `config check` and `doctor` can list them beside their other
/// findings.
/// </summary>
/// <param name="Options">Has the default for every value that could not be read; its problem is in <paramref name="Unreadable"/>.</param>
/// <param name="Configuration">All values, for libraries that read a section of their own.</param>
/// <param name="Unreadable">Unknown keys, and values that cannot be read.</param>
/// <param name="Problems">Everything that is wrong, with the unreadable first.</param>
/// <param name="Warnings">What works but should be changed.</param>
/// <param name="Sources">Every configured value with its source.</param>
internal sealed record LoadedOptions(
    BridgeOptions Options,
    IConfiguration Configuration,
    IReadOnlyList<OptionProblem> Unreadable,
    IReadOnlyList<OptionProblem> Problems,
    IReadOnlyList<OptionProblem> Warnings,
    IReadOnlyList<ConfiguredValue> Sources
)
{
    /// <summary>The options, for a command that needs all of them.</summary>
    /// <exception cref="OptionsFailure">The configuration has a problem.</exception>
    public BridgeOptions Valid() => Problems.Count == 0 ? Options : throw new OptionsFailure(Problems);

    /// <summary>The options, for a command that uses only these keys; problems elsewhere do not stop it.</summary>
    /// <exception cref="OptionsFailure">A key or value could not be read, or one of these keys has a problem.</exception>
    public BridgeOptions ValidFor(params IReadOnlyList<string> keys) =>
        Problems.Any(p => Unreadable.Contains(p) || keys.Contains(p.Key))
            ? throw new OptionsFailure(Problems)
            : Options;

    /// <summary>The options, for a command that needs only some of them; only unreadable keys and values stop it.</summary>
    /// <exception cref="OptionsFailure">A key or value could not be read.</exception>
    public BridgeOptions Readable() => Unreadable.Count == 0 ? Options : throw new OptionsFailure(Problems);
}
