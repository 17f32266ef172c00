using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.Hosting.WindowsService;
using VteBridge.Monitoring;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>One call of a verb: its flags, its options, its log, its terminal.</summary>
internal sealed class CommandContext(ParseResult parsed) : IDisposable
{
    private Logging? _log;

    public ParseResult Parsed { get; } = parsed;

    public bool Json => Parsed.GetValue(CommonFlags.Json);

    public string? ConfigFile => Parsed.GetValue(CommonFlags.Config);

    public string? ClientInstance => Parsed.GetValue(CommonFlags.ClientInstance);

    public Terminal Terminal { get; } = new();

    /// <summary>The options given with `--set`, by key.</summary>
    public Dictionary<string, string?> Overrides() => CommonFlags.Overrides(Parsed);

    /// <summary>Whether the log also goes to files, for verbs that work while nobody watches. Set before the options are loaded.</summary>
    public bool LogsToFile { get; set; }

    /// <summary>
    /// Whether every log line is also shown on a terminal, for verbs without a progress bar. Set before the options are
    /// loaded.
    /// </summary>
    public bool ShowsLog { get; set; }

    public RecentWarnings Warnings { get; } = new();

    /// <summary>The configuration files that are read.</summary>
    public IReadOnlyList<string> ConfigurationFiles => OptionsLoader.Files(ConfigFile);

    /// <param name="flags">Options for which this verb has flags; null means that the flag was not given.</param>
    public LoadedOptions Load(params IReadOnlyList<(string Key, string? Value)> flags)
    {
        var loaded = Read(flags);
        _log = CreateLog(loaded);
        foreach (var warning in loaded.Warnings)
            _log.Logger.Warning("{Warning:l}", warning.ToString());
        return loaded;
    }

    /// <summary>Reads the options as they are now; does not change the log.</summary>
    public LoadedOptions Read(params IReadOnlyList<(string Key, string? Value)> flags)
    {
        var overrides = Overrides();
        foreach (var (key, value) in flags.Where(f => f.Value is not null))
            overrides[key] = value;
        if (ClientInstance is { } instance)
            overrides["Delivery:Sidecar:ClientInstance"] = instance;
        return WithClient(SiteOptions.Load(ConfigFile, overrides));
    }

    /// <summary>Takes what the pyWATS client on this machine knows, so that nobody must type it again.</summary>
    private LoadedOptions WithClient(LoadedOptions loaded)
    {
        var delivery = loaded.Options.Delivery;
        if (!ClientConfig.IsWanted(delivery))
            return loaded;
        const string Key = "Delivery:Sidecar:ClientInstance";
        try
        {
            var client = ClientConfig.Read(delivery.Sidecar.ClientInstance);
            return loaded with
            {
                Options = client.FillIn(loaded.Options),
                Warnings =
                [
                    .. loaded.Warnings,
                    .. client.Station == ""
                    && loaded.Options.Mapping.DefaultStation == new MappingOptions().DefaultStation
                        ? new OptionProblem[]
                        {
                            new(
                                Key,
                                $"The pyWATS client has no station name of its own (its station_name_source is '{client.StationSource}'), so none is taken from its configuration.",
                                "Set Mapping:DefaultStation."
                            ),
                        }
                        : [],
                ],
            };
        }
        catch (InvalidDataException e)
        {
            var problem = new OptionProblem(
                Key,
                $"The pyWATS client '{delivery.Sidecar.ClientInstance}' cannot be read: {e.Message}.",
                "Use the instance id that the client shows, or set the server, token file and folder yourself."
            );
            return loaded with { Problems = [.. loaded.Problems, problem] };
        }
    }

    public Composition Compose(BridgeOptions options) => new(options, TimeProvider.System, Logs());

    /// <summary>Adds the services that record how a cycle goes and that send alerts.</summary>
    public Composition ComposeMonitored(BridgeOptions options, SyncRequestOptions request) =>
        new(
            options,
            TimeProvider.System,
            Logs(),
            services => services.AddMonitoring(options, Warnings).AddSingleton(request)
        );

    public ILoggerFactory Logs() => (_log ??= CreateLog(null)).Factory;

    public Serilog.ILogger Log() => (_log ??= CreateLog(null)).Logger;

    /// <summary>
    /// The log uses its own options only if they have no problem; otherwise, and before they are read, it uses the
    /// defaults.
    /// </summary>
    private Logging CreateLog(LoadedOptions? loaded)
    {
        var isSound = loaded?.Problems.Any(p => p.Key.StartsWith("Log:", StringComparison.OrdinalIgnoreCase)) == false;
        return new Logging(
            loaded?.Configuration,
            isSound ? loaded!.Options.Log : new LogOptions(),
            Parsed.GetValue(CommonFlags.Verbose),
            Terminal.ShowsProgress && !ShowsLog ? Terminal.Beside : null,
            toFile: isSound && LogsToFile,
            Warnings
        );
    }

    /// <summary>
    /// A configuration file in the current folder, where `init` writes it, that was not read because --config is missing;
    /// null for none.
    /// </summary>
    private string? Unread =>
        ConfigFile is null
        && Path.GetFullPath("appsettings.json") is var here
        && File.Exists(here)
        && !ConfigurationFiles.Contains(here)
            ? here
            : null;

    public int Fail(OptionsFailure failure) =>
        Fail(
            Unread is { } file
                ? $"{failure.Message}\n'{file}' was not read. To use it, add: --config appsettings.json"
                : failure.Message,
            failure.ExitCode
        );

    /// <summary>Shows the message, also as JSON for a script that asked for it, and returns the code.</summary>
    public int Fail(string message, int code)
    {
        Terminal.Error(message);
        // Nobody sees the terminal of a service.
        if (ServiceStart.IsService)
            Log().Error("{Message}", message);
        if (Json)
            WriteJson(new { error = message, exitCode = code });
        return code;
    }

    public static void WriteJson(object value) =>
        Terminal.WriteLine(TextSanitiser.Json(JsonSerializer.Serialize(value, JsonOptions)));

    internal static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Dispose() => _log?.Dispose();
}
