using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using VteBridge.Monitoring.Page;

namespace VteBridge.Monitoring.Server;

/// <summary>
/// Checks every request: only reading is allowed, and the key is required if one is set. Protects every response: it is
/// not cached, not shown in a frame of another page, and not readable by scripts of other sites (there are no CORS
/// headers).
/// </summary>
internal sealed class AccessMiddleware(ApiKey? key)
{
    private static readonly PathString[] Open = ["/health/live", "/health/ready"];

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Protect(context.Response.Headers);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers[HeaderNames.Allow] = "GET, HEAD";
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed);
        }
        if (key?.Opens(context.Request) == false && !Open.Contains(context.Request.Path))
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = ApiKey.Challenge;
            return RefuseAsync(context, StatusCodes.Status401Unauthorized);
        }
        return next(context);
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers[HeaderNames.ContentSecurityPolicy] = StatusPage.ContentSecurityPolicy;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers[HeaderNames.CacheControl] = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}

/// <summary>
/// The key that a request must have: as `X-Api-Key`, as a bearer token, or as the password of basic authentication with
/// any user name, because that is how browsers ask a person for it.
/// </summary>
internal sealed class ApiKey(string key)
{
    public const string Header = "X-Api-Key";
    public const string Challenge = "Basic realm=\"VteBridge\", charset=\"UTF-8\"";

    private readonly byte[] _hash = Hash(key);

    public bool Opens(HttpRequest request) => KeyOf(request) is { } sent && Matches(sent);

    /// <summary>Compares in constant time, so that the time tells nothing about the key, not even its length.</summary>
    private bool Matches(string sent) => CryptographicOperations.FixedTimeEquals(Hash(sent), _hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string? KeyOf(HttpRequest request)
    {
        if (request.Headers.TryGetValue(Header, out var header))
            return header.ToString();
        var authorization = request.Headers[HeaderNames.Authorization].ToString();
        var (scheme, value) = authorization.Split(' ', 2) is [var first, var second]
            ? (first, second.Trim())
            : ("", "");
        return scheme.ToLowerInvariant() switch
        {
            "bearer" => value,
            "basic" => Password(value),
            _ => null,
        };
    }

    private static string? Password(string credentials)
    {
        var buffer = new byte[credentials.Length];
        if (!Convert.TryFromBase64String(credentials, buffer, out var length))
            return null;
        var text = Encoding.UTF8.GetString(buffer.AsSpan(0, length));
        return text.IndexOf(':') is var at and >= 0 ? text[(at + 1)..] : null;
    }
}
