using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats;

/// <summary>"Authorization: Basic" followed by the token exactly as it was configured.</summary>
internal sealed class WatsAuthentication(WatsServerOptions options)
{
    private const string Scheme = "Basic ";

    /// <returns>200, 401 (no or a wrong token), or 403 (a token that may not submit).</returns>
    public int Judge(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return StatusCodes.Status401Unauthorized;
        var token = header[Scheme.Length..].Trim();
        if (Same(token, options.Token))
            return StatusCodes.Status200OK;
        if (options.ReadOnlyToken is { } readOnly && Same(token, readOnly))
            return HttpMethods.IsGet(request.Method) ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        return StatusCodes.Status401Unauthorized;
    }

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
