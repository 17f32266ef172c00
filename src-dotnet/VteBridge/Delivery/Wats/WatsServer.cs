using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Wats;

/// <summary>The address of WATS, and the Base64 token that WATS issued.</summary>
internal sealed record WatsServer(Uri Url, string Token)
{
    /// <summary>
    /// Takes the address and the token each from the first place that has it, in the order of the sidecar's settings.py:
    /// option, configuration of the pyWATS client, environment.
    /// </summary>
    /// <exception cref="InvalidDataException">Something is missing or wrong; the message says what.</exception>
    public static WatsServer Of(SidecarOptions options)
    {
        var client = options.ClientInstance == "" ? null : ClientConfig.Read(options.ClientInstance);
        var url = First(options.ServerUrl, client?.Server, "PYWATS_SERVER_URL");
        var token = First(TokenOf(options), client?.Token, "PYWATS_API_TOKEN");
        string[] missing =
        [
            .. url == ""
                ? ["the server's address (Delivery:Sidecar:ServerUrl or PYWATS_SERVER_URL)"]
                : Array.Empty<string>(),
            .. token == "" ? ["the API token (Delivery:Sidecar:TokenFile or PYWATS_API_TOKEN)"] : Array.Empty<string>(),
        ];
        if (missing.Length > 0)
            throw new InvalidDataException(
                $"WATS is not configured: set {string.Join(" and ", missing)}"
                    + (
                        token == "" && client is { IsTokenEncrypted: true }
                            ? $"; the token in '{client.File}' is encrypted for that client alone"
                            : ""
                    )
            );
        if (token.Any(c => c is <= ' ' or > '~'))
            throw new InvalidDataException(
                "the API token contains characters that are not allowed; copy it from WATS again"
            );
        if (SidecarOptions.UrlProblem(url) is { } wrong)
            throw new InvalidDataException($"the server URL {wrong}; it should look like https://company.wats.com");
        return new WatsServer(new Uri(url.TrimEnd('/') + "/"), token);
    }

    public override string ToString() => Url.ToString();

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
}

/// <summary>Why a server's certificate is refused, and what a person can do about it.</summary>
internal static class CertificateProblem
{
    /// <summary>Null when the certificate is trusted.</summary>
    public static string? Of(X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return null;
        var outOfTime = chain?.ChainElements.FirstOrDefault(element =>
            element.ChainElementStatus.Any(s => s.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))
        );
        if (outOfTime is { Certificate: var old })
            return $"the server's certificate has expired, or this machine's clock is wrong: it is valid from {Day(old.NotBefore)} to {Day(old.NotAfter)}";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return "the server's certificate is for another name: check the server URL";
        return $"the server's certificate is not trusted: install the certificate of the authority that signed it{(OperatingSystem.IsWindows() ? " for this machine" : ", or name its file in SSL_CERT_FILE")}";
    }

    private static string Day(DateTime local) =>
        local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
