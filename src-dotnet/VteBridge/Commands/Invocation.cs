using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Serilog.Extensions.Logging;
using VteBridge.Delivery.Sidecar;
using VteBridge.Options;

namespace VteBridge.Commands;

/// <summary>One call of a verb: its flags, its options, its logs, its terminal.</summary>
internal sealed class Invocation(ParseResult parsed, CommonFlags common) : IDisposable
{
    private Serilog.Core.Logger? _log;

    public ParseResult Parsed { get; } = parsed;

    public bool Json => Parsed.GetValue(common.Json);

    public string? ConfigFile => Parsed.GetValue(common.Config);

    public Terminal Terminal { get; } = new();

    /// <summary>What `--set` gives, by key.</summary>
    public Dictionary<string, string?> Overrides() => common.Overrides(Parsed);

    /// <param name="flags">Options that this verb has flags for; null is "not given".</param>
    public LoadedOptions Load(params (string Key, string? Value)[] flags)
    {
        var overrides = Overrides();
        foreach (var (key, value) in flags.Where(f => f.Value is not null))
            overrides[key] = value;
        if (Parsed.GetValue(common.ClientInstance) is { } instance)
            overrides["Delivery:Sidecar:ClientInstance"] = instance;
        var loaded = WithClient(OptionsLoader.Load(ConfigFile, overrides));
        _log = Logging.Create(loaded.Configuration, Parsed.GetValue(common.Verbose), Terminal.ShowsProgress);
        return loaded;
    }

    /// <summary>What the pyWATS client beside us knows need not be typed again.</summary>
    private LoadedOptions WithClient(LoadedOptions loaded)
    {
        var delivery = loaded.Options.Delivery;
        if (!ClientSettings.IsWanted(delivery))
            return loaded;
        try
        {
            var client = ClientSettings
                .ReadAsync(delivery.Sidecar, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None)
                .GetAwaiter()
                .GetResult();
            return loaded with { Options = client.FillIn(loaded.Options) };
        }
        catch (UsageFailure e)
        {
            var problem = new OptionProblem(
                "Delivery:Sidecar:ClientInstance",
                e.Message,
                "The client shows its instance id."
            );
            return loaded with { Problems = [.. loaded.Problems, problem] };
        }
    }

    public Composition Compose(BridgeOptions options) => new(options, TimeProvider.System, Loggers());

    public ILoggerFactory Loggers() => new SerilogLoggerFactory(Log());

    public Serilog.ILogger Log() =>
        _log ??= Logging.Create(null, Parsed.GetValue(common.Verbose), Terminal.ShowsProgress);

    /// <summary>The message to the person, or to the script that asked for JSON.</summary>
    public int Fail(string message, int code)
    {
        Terminal.Error(message);
        if (Json)
            WriteJson(new { error = message, exitCode = code });
        return code;
    }

    public static void WriteJson(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, JsonOptions));

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Dispose() => _log?.Dispose();
}
