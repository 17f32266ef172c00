using System.Net;
using System.Text.RegularExpressions;
using VteBridge.Configuration;

namespace VteBridge.Delivery;

/// <summary>
/// The configuration of a pyWATS client on this machine; values that it does not have are empty. It is read with the
/// rules of the sidecar's client_config.py. Station, location and purpose are those that the client itself would use.
/// </summary>
/// <param name="Instance">The instance that was asked for: an id, or the path of the file.</param>
internal sealed partial record ClientConfig(string Instance, string File, string Server, string Token)
{
    private const string DefaultInstance = "default";

    public string Station { get; private init; } = "";
    public string Location { get; private init; } = "";
    public string Purpose { get; private init; } = "";
    public string ReportsFolder { get; private init; } = "";

    /// <summary>Whether the client's token is encrypted, so that only the client itself can read it.</summary>
    public bool IsTokenEncrypted { get; private init; }

    /// <summary>Where the client takes the station name from.</summary>
    public string StationSource { get; private init; } = "";

    public static bool IsWanted(DeliveryOptions options) =>
        options.Sidecar.ClientInstance != "" || options.Folder == DeliveryOptions.AutoFolder;

    /// <summary>
    /// Of the files that may have the configuration of an instance, reads the first that names a server, else the first
    /// that exists.
    /// </summary>
    /// <param name="instance">An id, or the path of a file; empty means the client's default instance.</param>
    /// <exception cref="InvalidDataException">The configuration is missing or wrong; the message says how.</exception>
    public static ClientConfig Read(string instance)
    {
        instance = instance == "" ? DefaultInstance : instance;
        if (!Path.IsPathRooted(instance) && (!Id().IsMatch(instance) || instance.All(c => c == '.')))
            throw new InvalidDataException($"'{instance}' is not the id of a pyWATS client");
        string[] looked = Path.IsPathRooted(instance) ? [instance] : [.. Candidates(instance)];
        ClientConfig? found = null;
        foreach (var file in looked)
        {
            if (Parse(file) is not { } json)
                continue;
            var config = Of(json, file, instance);
            if (config.Server != "")
                return config;
            found ??= config;
        }
        return found
            ?? throw new InvalidDataException(
                $"no configuration of it was found; looked for {string.Join(", ", looked)}"
            );
    }

    /// <summary>
    /// Takes station, location and purpose from the client where the options have their defaults, and its folder for
    /// `auto`.
    /// </summary>
    public BridgeOptions FillIn(BridgeOptions options)
    {
        var (mapping, defaults) = (options.Mapping, new MappingOptions());
        return options with
        {
            Mapping = mapping with
            {
                DefaultStation = Or(mapping.DefaultStation, defaults.DefaultStation, Station),
                DefaultLocation = Or(mapping.DefaultLocation, defaults.DefaultLocation, Location),
                Purpose = Or(mapping.Purpose, defaults.Purpose, Purpose),
            },
            Delivery = options.Delivery with
            {
                Folder =
                    options.Delivery.Folder == DeliveryOptions.AutoFolder ? ReportsFolder : options.Delivery.Folder,
            },
        };

        static string Or(string configured, string byDefault, string clients) =>
            configured == byDefault && clients != "" ? clients : configured;
    }

    /// <summary>The path of the file, without the token.</summary>
    public override string ToString() => File;

    private static ClientConfig Of(JsonElement json, string file, string instance)
    {
        var source = Text(json, "station_name_source") is { Length: > 0 } named ? named : "hostname";
        var name = Text(json, "station_name");
        var preset = ActivePreset(json);
        return new ClientConfig(instance, file, Text(json, "service_address"), Text(json, "api_token"))
        {
            Station =
                preset is { } active ? Text(active, "name")
                : name == "" && source == "hostname" ? Dns.GetHostName().ToUpperInvariant()
                : name,
            Location = Text(preset ?? json, "location"),
            Purpose =
                Text(preset ?? json, "purpose") is var purpose && purpose == "" && preset is not null
                    ? "Production"
                    : purpose,
            ReportsFolder = Path.Combine(
                Path.GetDirectoryName(file)!,
                Text(json, "reports_folder") is { Length: > 0 } folder ? folder : "reports"
            ),
            IsTokenEncrypted =
                json.TryGetProperty("connection", out var connection)
                && connection.ValueKind == JsonValueKind.Object
                && connection.TryGetProperty("token_encrypted", out var encrypted)
                && encrypted.ValueKind is not (JsonValueKind.False or JsonValueKind.Null),
            StationSource = source,
        };
    }

    /// <summary>The active station of a hub with several stations; null for a client with one station.</summary>
    private static JsonElement? ActivePreset(JsonElement json) =>
        json.TryGetProperty("multi_station_enabled", out var isHub)
        && isHub.ValueKind == JsonValueKind.True
        && Text(json, "active_station_key") is { Length: > 0 } key
        && json.TryGetProperty("station_presets", out var presets)
        && presets.ValueKind == JsonValueKind.Array
        && presets.EnumerateArray().FirstOrDefault(p => Text(p, "key") == key)
            is { ValueKind: JsonValueKind.Object } preset
            ? preset
            : null;

    /// <summary>
    /// The files of the machine, which the client's service uses, come first, then the configurator's, then those of
    /// older releases.
    /// </summary>
    private static IEnumerable<string> Candidates(string instance)
    {
        var home = Folder("USERPROFILE", Environment.SpecialFolder.UserProfile);
        var data = Folder("PROGRAMDATA", Environment.SpecialFolder.CommonApplicationData);
        var roaming = Folder("APPDATA", Environment.SpecialFolder.ApplicationData);
        string[] machine = OperatingSystem.IsWindows()
            ? [Path.Combine(data, "pyWATS"), Path.Combine(data, "Virinco", "pyWATS")]
            : ["/var/lib/pywats"];
        string[] user =
        [
            OperatingSystem.IsWindows()
                ? Path.Combine(roaming, "pyWATS_Client")
                : Path.Combine(home, ".config", "pywats_client"),
            Path.Combine(home, ".pywats_client"),
        ];
        string[] names =
            instance == DefaultInstance ? [$"config_{instance}.json", "config.json"] : [$"config_{instance}.json"];
        return
        [
            .. machine.SelectMany(folder => names.Select(name => Path.Combine(folder, name))),
            Path.Combine(home, ".pywats", "instances", instance, "client_config.json"),
            .. user.SelectMany(folder => names.Select(name => Path.Combine(folder, name))),
        ];
    }

    /// <summary>On Windows, pyWATS takes these folders from environment variables, which may differ from Windows's own folders.</summary>
    private static string Folder(string variable, Environment.SpecialFolder folder) =>
        OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named
            ? named
            : Environment.GetFolderPath(folder);

    /// <summary>Null when the file does not exist. Error messages never quote the content, because it has the token.</summary>
    private static JsonElement? Parse(string file)
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(TextFile.Read(file));
            return json.ValueKind == JsonValueKind.Object
                ? json
                : throw new InvalidDataException($"'{file}' is not the configuration of a pyWATS client");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"'{file}' is not JSON: the mistake is at line {e.LineNumber + 1}, byte {e.BytePositionInLine}",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"'{file}' cannot be read by this account: {e.Message}", e);
        }
    }

    private static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!.Trim()
            : "";

    [GeneratedRegex(@"^[\w.-]{1,100}$")]
    private static partial Regex Id();
}
