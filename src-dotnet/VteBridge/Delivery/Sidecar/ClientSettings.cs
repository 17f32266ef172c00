using System.Text.Json;
using System.Text.Json.Serialization;
using VteBridge.Options;

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
        options.Sidecar.ClientInstance != "" || options.Folder == OptionPaths.AutoFolder;

    /// <summary>Null when there is no such client; the process's end says where it was looked for.</summary>
    public static async Task<ClientSettings?> ReadAsync(SidecarProcess process, string instance, CancellationToken stop)
    {
        ClientSettings? found = null;
        string[] arguments = ["client", "--instance", instance == "" ? DefaultInstance : instance];
        await foreach (var line in process.LinesAsync(arguments, null, stop))
            found = Parse(line) ?? found;
        return found;
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
                    options.Delivery.Folder == OptionPaths.AutoFolder && ReportsFolder is { } folder
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
