using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>What the configuration of a pyWATS client on this machine says; the sidecar reads it, the token stays there.</summary>
internal sealed record ClientSettings(
    string? File,
    string? Server,
    bool ApiToken,
    string? StationName,
    string? Location,
    string? Purpose,
    string? ReportsFolder
)
{
    public static bool IsWanted(DeliveryOptions options) =>
        options.Sidecar.ClientInstance != "" || options.Folder == DeliveryOptions.AutoFolder;

    /// <summary>The client's own name for itself.</summary>
    [JsonIgnore]
    public string Instance { get; private init; } = "";

    /// <exception cref="UsageFailure">There is no such client, or the sidecar cannot be run; says why.</exception>
    public static async Task<ClientSettings> ReadAsync(
        SidecarOptions options,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken stop
    )
    {
        var sidecar = new SidecarProcess(options, time, logs.CreateLogger<SidecarProcess>());
        var instance = options.ClientInstance == "" ? DefaultInstance : options.ClientInstance;
        ClientSettings? found = null;
        await foreach (var line in sidecar.LinesAsync(SidecarArguments.Client(instance), null, stop))
            found = Parse(line) ?? found;
        return found is not null && sidecar.End is { IsGood: true }
            ? found with
            {
                Instance = instance,
            }
            : throw new UsageFailure(
                $"The pyWATS client '{instance}' cannot be read: {sidecar.End?.Why ?? "the sidecar said nothing"}. Check its id, or name server, token file and folder yourself."
            );
    }

    /// <summary>The client's words where the configuration has only its defaults.</summary>
    public BridgeOptions FillIn(BridgeOptions options)
    {
        var defaults = new MappingOptions();
        var mapping = options.Mapping;
        return options with
        {
            Mapping = mapping with
            {
                DefaultStation = Or(mapping.DefaultStation, defaults.DefaultStation, StationName),
                DefaultLocation = Or(mapping.DefaultLocation, defaults.DefaultLocation, Location),
                Purpose = Or(mapping.Purpose, defaults.Purpose, Purpose),
            },
            Delivery = options.Delivery with
            {
                Folder =
                    options.Delivery.Folder == DeliveryOptions.AutoFolder && ReportsFolder is { } folder
                        ? folder
                        : options.Delivery.Folder,
            },
        };
    }

    private const string DefaultInstance = "default";

    private static string Or(string configured, string byDefault, string? clients) =>
        configured == byDefault && !string.IsNullOrWhiteSpace(clients) ? clients : configured;

    private static ClientSettings? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ClientJson.Default.ClientSettings);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClientSettings))]
internal sealed partial class ClientJson : JsonSerializerContext;
