using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using VteBridge.Simulator.Wats.Faults;

namespace VteBridge.Simulator.Wats;

/// <summary>Handles every request under /api before its endpoint does: counters, faults, authentication.</summary>
internal sealed class ApiMiddleware(
    WatsServerOptions options,
    WatsFaults faults,
    WatsCounters counters,
    CancellationToken stopping
)
{
    private const string Scheme = "Basic ";
    private static readonly object BodyKey = new();

    public static bool IsSubmission(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.Path.StartsWithSegments("/api/Report/WSJF", StringComparison.OrdinalIgnoreCase);

    /// <summary>The complete body of a submission, after decompression.</summary>
    public static ReadOnlyMemory<byte> Body(HttpContext context) =>
        context.Items[BodyKey] is ReadOnlyMemory<byte> body ? body : default;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }
        var answered = true;
        try
        {
            answered = await HandleAsync(context, next);
        }
        catch (BadHttpRequestException refused)
        {
            await Endpoints.ProblemAsync(context, refused.StatusCode, refused.Message);
        }
        catch (InvalidDataException notGzip)
        {
            await Endpoints.ProblemAsync(context, StatusCodes.Status400BadRequest, notGzip.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            answered = false; // The client has closed the connection.
        }
        if (answered)
            counters.Answered(context.Response.StatusCode);
        else
            counters.Change(v => v with { Unanswered = v.Unanswered + 1 });
    }

    /// <returns>False when the client gets no complete answer.</returns>
    private async Task<bool> HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (IsSubmission(context.Request))
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            context.Items[BodyKey] = new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length);
            counters.Change(v => v with { Received = v.Received + 1 });
        }
        if (faults.Next(context.Request) is { } fault)
        {
            counters.Change(v => v with { Faulted = v.Faulted + 1 });
            return await PlayAsync(fault, context, next);
        }
        if (faults.OverLimit(options.Clock.GetUtcNow()) is { } wait)
        {
            if (faults.Limit?.SendsRetryAfter == true)
                context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
            await Endpoints.ProblemAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests.");
            return true;
        }
        await AuthenticatedAsync(context, next);
        return true;
    }

    /// <summary>Requires "Authorization: Basic" followed by the configured token, unchanged.</summary>
    private async Task AuthenticatedAsync(HttpContext context, RequestDelegate next)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (
            header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..].Trim()), Hash(options.Token))
        )
        {
            await next(context);
            return;
        }
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"WATS\"";
        await Endpoints.ProblemAsync(context, 401, "Authorization has been denied for this request.");
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <returns>False when the client gets no complete answer.</returns>
    private async Task<bool> PlayAsync(Fault fault, HttpContext context, RequestDelegate next)
    {
        if (fault.Stored)
        {
            var body = context.Response.Body;
            context.Response.Body = Stream.Null;
            await AuthenticatedAsync(context, next);
            context.Response.Body = body;
            context.Response.Clear();
        }
        await WaitAsync(context, TimeSpan.FromMilliseconds(fault.DelayMilliseconds));
        switch (fault.Kind)
        {
            case FaultKind.Hang:
                await WaitAsync(context, Timeout.InfiniteTimeSpan);
                context.Abort();
                return false;
            case FaultKind.Drop:
                // A TCP reset instead of an orderly close, as when a proxy or the server dies.
                if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
                    connection.Socket.LingerState = new LingerOption(true, 0);
                context.Abort();
                return false;
            case FaultKind.Late:
                await AuthenticatedAsync(context, next);
                return true;
            default:
                if (fault.RetryAfter is { } seconds)
                    context.Response.Headers.RetryAfter = $"{seconds}";
                await Endpoints.ProblemAsync(
                    context,
                    fault.Status,
                    fault.Reason ?? $"The server answers {fault.Status}."
                );
                return true;
        }
    }

    /// <summary>Waits. Returns early, without an exception, when the client has gone or the server stops.</summary>
    private async Task WaitAsync(HttpContext context, TimeSpan time)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(time, options.Clock, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
