using System.Net;

namespace VteBridge.Configuration;

/// <summary>Section `Health`: the status page, health checks and metrics that `run` serves. Read when `run` starts.</summary>
internal sealed record HealthOptions
{
    private const int LeastKeyLength = 16;

    /// <summary>
    /// Address and port to listen on, such as http://127.0.0.1:8787. Empty: no server. An address that other machines can
    /// reach requires a key.
    /// </summary>
    public string Url { get; init; } = "http://127.0.0.1:8787";

    /// <summary>
    /// The key that everything except /health/live and /health/ready requires. Set it in the environment or a protected
    /// file.
    /// </summary>
    [Secret]
    public string ApiKey { get; init; } = "";

    /// <summary>A file that holds the key and that only this account can read. Used when ApiKey is empty.</summary>
    [PathOption(IsSecretFile = true)]
    public string ApiKeyFile { get; init; } = "";

    /// <summary>Further host names that requests may use, for example those of a reverse proxy on this machine.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    public bool IsOn => !string.IsNullOrWhiteSpace(Url);

    /// <exception cref="OptionsFailure">The file cannot be used, or the key is too short.</exception>
    public string? Key()
    {
        var key = SecretFile.Of(ApiKey, ApiKeyFile, "Health:ApiKeyFile");
        return key is null or { Length: >= LeastKeyLength }
            ? key
            : throw new OptionsFailure([
                new(
                    "Health:ApiKey",
                    $"has fewer than {LeastKeyLength} characters and could be guessed.",
                    "Make a random one, for example with 'openssl rand -base64 24'."
                ),
            ]);
    }

    public IEnumerable<OptionProblem> Problems()
    {
        if (!IsOn)
            yield break;
        if (HealthAddress.Parse(Url) is not { } address)
            yield return new(
                "Health:Url",
                $"'{Url}' is not an address to listen on.",
                "Write it as http://127.0.0.1:8787 (or http://0.0.0.0:8787 for all networks); TLS is for a reverse proxy in front."
            );
        else if (!address.IsLoopback && ApiKey == "" && ApiKeyFile == "")
            yield return new(
                "Health:ApiKey",
                $"is not set, and other machines can reach '{Url}'.",
                "Listen on 127.0.0.1, or name a protected file with a key in Health:ApiKeyFile."
            );
    }
}

/// <summary>Where the health server listens. Port 0 means any free port.</summary>
internal sealed record HealthAddress(IPAddress Address, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>
    /// Null when the text is no plain http address of this machine. Names other than localhost are refused: they may mean
    /// another machine.
    /// </summary>
    public static HealthAddress? Parse(string url) =>
        Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri)
        && uri is { Scheme: "http", PathAndQuery: "/", Fragment: "", UserInfo: "" }
        && AddressOf(uri.IdnHost) is { } address
            ? new HealthAddress(address, uri.Port)
            : null;

    private static IPAddress? AddressOf(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address
        : null;
}
