using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Hosting;
using VteBridge.Hosting.WindowsService;
using VteBridge.Monitoring;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>One call of a verb: its flags, its options, its logs, its terminal.</summary>
internal sealed class CommandContext(ParseResult parsed) : IDisposable
{
    private Logging? _log;

    public ParseResult Parsed { get; } = parsed;

    public bool Json => Parsed.GetValue(CommonFlags.Json);

    public string? ConfigFile => Parsed.GetValue(CommonFlags.Config);

    public string? ClientInstance => Parsed.GetValue(CommonFlags.ClientInstance);

    public Terminal Terminal { get; } = new();

    /// <summary>What `--set` gives, by key.</summary>
    public Dictionary<string, string?> Overrides() => CommonFlags.Overrides(Parsed);

    /// <summary>Whether the log goes to files too: of verbs that work without a person looking on. Set before the options are loaded.</summary>
    public bool LogsToFile { get; set; }

    /// <summary>Whether every line is shown on a terminal too: of verbs without a progress bar. Set before the options are loaded.</summary>
    public bool ShowsLog { get; set; }

    public RecentWarnings Warnings { get; } = new();

    /// <summary>The files that the configuration comes from.</summary>
    public IReadOnlyList<string> ConfigurationFiles => OptionsLoader.Files(ConfigFile);

    /// <param name="flags">Options that this verb has flags for; null is "not given".</param>
    public LoadedOptions Load(params IReadOnlyList<(string Key, string? Value)> flags)
    {
        var loaded = Read(flags);
        _log = CreateLog(loaded);
        foreach (var warning in loaded.Warnings)
            _log.Logger.Warning("{Warning:l}", warning.ToString());
        return loaded;
    }

    /// <summary>The options as they are now; the log stays as it is.</summary>
    public LoadedOptions Read(params IReadOnlyList<(string Key, string? Value)> flags)
    {
        var overrides = Overrides();
        foreach (var (key, value) in flags.Where(f => f.Value is not null))
            overrides[key] = value;
        if (ClientInstance is { } instance)
            overrides["Delivery:Sidecar:ClientInstance"] = instance;
        return WithClient(SiteOptions.Load(ConfigFile, overrides));
    }

    /// <summary>What the pyWATS client beside us knows need not be typed again.</summary>
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
                                $"The pyWATS client leaves the station name to each report (its station_name_source is '{client.StationSource}'), so none is taken from it.",
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
                "The client shows its instance id; or name server, token file and folder yourself."
            );
            return loaded with { Problems = [.. loaded.Problems, problem] };
        }
    }

    public Composition Compose(BridgeOptions options) => new(options, TimeProvider.System, Logs());

    /// <summary>With the parts that put down how the cycle goes, and tell people.</summary>
    public Composition ComposeMonitored(BridgeOptions options, SyncRequestOptions request) =>
        new(
            options,
            TimeProvider.System,
            Logs(),
            services => services.AddMonitoring(options, Warnings).AddSingleton(request)
        );

    public ILoggerFactory Logs() => (_log ??= CreateLog(null)).Factory;

    public Serilog.ILogger Log() => (_log ??= CreateLog(null)).Logger;

    /// <summary>The options of the log count only when they are right; before that, its defaults.</summary>
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

    /// <summary>A configuration that lies here, where `init` writes it, and was not read: only --config says that it is meant.</summary>
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
                ? $"{failure.Message}\n'{file}' was not read. If it is meant, say so: --config appsettings.json"
                : failure.Message,
            failure.ExitCode
        );

    /// <summary>The message to the person, or to the script that asked for JSON.</summary>
    public int Fail(string message, int code)
    {
        Terminal.Error(message);
        // A service has nobody at its terminal.
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
