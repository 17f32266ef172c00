using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Wats;

/// <summary>Where WATS is, and the Base64 token that it gave out.</summary>
internal sealed record WatsServer(Uri Url, string Token)
{
    /// <summary>
    /// Each of address and token from the first that has it, in the order of the sidecar's settings.py: option, the
    /// configuration of the pyWATS client, environment.
    /// </summary>
    /// <exception cref="InvalidDataException">Says what is missing or wrong.</exception>
    public static WatsServer Of(SidecarOptions options)
    {
        var client = options.ClientInstance == "" ? default : Client(options.ClientInstance);
        var url = First(options.ServerUrl, WatsReply.Text(client, "service_address"), "PYWATS_SERVER_URL");
        var token = First(TokenOf(options), WatsReply.Text(client, "api_token"), "PYWATS_API_TOKEN");
        string[] missing =
        [
            .. url == ""
                ? ["the server's address (Delivery:Sidecar:ServerUrl or PYWATS_SERVER_URL)"]
                : Array.Empty<string>(),
            .. token == "" ? ["the API token (Delivery:Sidecar:TokenFile or PYWATS_API_TOKEN)"] : Array.Empty<string>(),
        ];
        if (missing.Length > 0)
            throw new InvalidDataException($"WATS is not configured: set {string.Join(" and ", missing)}");
        if (token.Any(c => c is <= ' ' or > '~'))
            throw new InvalidDataException(
                "the API token holds characters that no token has; copy it from WATS once more"
            );
        return new WatsServer(Checked(url), token);
    }

    public override string ToString() => Url.ToString();

    private static Uri Checked(string text) =>
        !Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            ? throw new InvalidDataException("the server URL is no web address; it looks like https://company.wats.com")
        : url.UserInfo != ""
            ? throw new InvalidDataException("the server URL holds a user name; the credentials belong into the token")
        : url;

    private static string First(string option, string? client, string variable) =>
        new[] { option, client, Environment.GetEnvironmentVariable(variable) }
            .Select(text => text?.Trim())
            .FirstOrDefault(text => !string.IsNullOrEmpty(text))
        ?? "";

    private static string TokenOf(SidecarOptions options)
    {
        try
        {
            return options.TokenFile == "" ? "" : SecretFile.Read(options.TokenFile, "Delivery:Sidecar:TokenFile");
        }
        catch (OptionsFailure e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>Of the files that may hold the client's configuration the first that names a server, else the first.</summary>
    private static JsonElement Client(string instance)
    {
        string[] looked = Path.IsPathRooted(instance) ? [instance] : [.. Candidates(instance)];
        JsonElement[] found = [.. looked.Where(File.Exists).Select(Read)];
        return found.Length == 0
            ? throw new InvalidDataException(
                $"no configuration of the pyWATS client '{instance}' was found; looked for {string.Join(", ", looked)}"
            )
            : found.FirstOrDefault(c => WatsReply.Text(c, "service_address") is { Length: > 0 }, found[0]);
    }

    /// <summary>As the sidecar's client_config.py finds them.</summary>
    private static IEnumerable<string> Candidates(string instance)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var data = Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData);
        var roaming = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData);
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
            instance == "default" ? [$"config_{instance}.json", "config.json"] : [$"config_{instance}.json"];
        return
        [
            .. machine.SelectMany(folder => names.Select(name => Path.Combine(folder, name))),
            Path.Combine(home, ".pywats", "instances", instance, "client_config.json"),
            .. user.SelectMany(folder => names.Select(name => Path.Combine(folder, name))),
        ];
    }

    private static JsonElement Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new InvalidDataException(
                $"'{file}' cannot be used as the configuration of a pyWATS client: {e.Message}",
                e
            );
        }
    }
}
