using System.Text.Json;
using Microsoft.AspNetCore.Http;
using VteBridge.Simulator.Wats.Faults;

namespace VteBridge.Simulator.Wats;

/// <summary>What every request under /api passes before it is handled: counting, latency, faults, authentication.</summary>
internal sealed class ApiMiddleware(
    WatsServerOptions options,
    WatsFaults faults,
    WatsCounters counters,
    CancellationToken stopping
)
{
    private readonly WatsAuthentication _authentication = new(options);
    private readonly FaultPlayer _player = new(options.Clock, stopping);

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
            await Answers.ProblemAsync(context, refused.StatusCode, [refused.Message]);
        }
        catch (InvalidDataException notGzip)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, [notGzip.Message]);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            answered = false; // The client has left.
        }
        if (answered)
            counters.Answered(context.Response.StatusCode);
        else
            counters.Unanswered();
    }

    /// <returns>False when the client gets no whole answer.</returns>
    private async Task<bool> HandleAsync(HttpContext context, RequestDelegate next)
    {
        var route = RouteOf(context.Request);
        if (route == FaultRoute.Submit)
        {
            await RequestBody.ReadAsync(context, options.MaxBodyBytes);
            counters.Received();
        }
        if (options.Latency > TimeSpan.Zero)
            await Task.Delay(options.Latency, options.Clock, context.RequestAborted);
        if (faults.Next(route, () => IdOf(context, route)) is { } fault)
        {
            counters.Faulted();
            return await _player.PlayAsync(fault, context, c => AuthenticatedAsync(c, next));
        }
        if (faults.OverLimit(options.Clock.GetUtcNow()) is { } wait)
        {
            if (faults.Limit?.SendsRetryAfter == true)
                context.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
            await Answers.ProblemAsync(context, StatusCodes.Status429TooManyRequests, ["Too many requests."]);
            return true;
        }
        await AuthenticatedAsync(context, next);
        return true;
    }

    private async Task AuthenticatedAsync(HttpContext context, RequestDelegate next)
    {
        switch (_authentication.Judge(context.Request))
        {
            case StatusCodes.Status401Unauthorized:
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"WATS\"";
                await Answers.ProblemAsync(context, 401, ["Authorization has been denied for this request."]);
                break;
            case StatusCodes.Status403Forbidden:
                await Answers.ProblemAsync(context, 403, ["This token may not submit reports."]);
                break;
            default:
                await next(context);
                break;
        }
    }

    private static FaultRoute RouteOf(HttpRequest request)
    {
        var path = request.Path;
        const StringComparison ignoreCase = StringComparison.OrdinalIgnoreCase;
        if (HttpMethods.IsPost(request.Method) && path.StartsWithSegments("/api/Report/WSJF", ignoreCase))
            return FaultRoute.Submit;
        return path.StartsWithSegments("/api/Report/Query", ignoreCase) ? FaultRoute.Query
            : path.StartsWithSegments("/api/Report", ignoreCase) ? FaultRoute.Receipt
            : FaultRoute.App;
    }

    private static Guid? IdOf(HttpContext context, FaultRoute route)
    {
        if (route != FaultRoute.Submit)
            return Guid.TryParse(context.Request.Path.Value!.Split('/')[^1], out var asked) ? asked : null;
        try
        {
            using var report = JsonDocument.Parse(RequestBody.Of(context), WsjfValidator.Parsing);
            return Guid.TryParse(ReportHeader.Text(report.RootElement, "id"), out var id) ? id : null;
        }
        catch (JsonException)
        {
            return null; // Not a report, so not one that a fault could be meant for.
        }
    }
}
