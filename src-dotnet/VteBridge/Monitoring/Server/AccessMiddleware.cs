using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using VteBridge.Monitoring.Page;

namespace VteBridge.Monitoring.Server;

/// <summary>
/// Every request: only reading is allowed, and the key is asked for where one is set. Every answer: nothing is cached,
/// framed or loaded from elsewhere, and no other site's script may read it (there are no CORS headers).
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
