using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats.Faults;

/// <summary>Plays one fault on one request.</summary>
internal sealed class FaultPlayer(TimeProvider clock, CancellationToken stopping)
{
    /// <param name="next">Handles the request as a healthy server would.</param>
    /// <returns>False when the client gets no whole answer.</returns>
    public async Task<bool> PlayAsync(Fault fault, HttpContext context, RequestDelegate next)
    {
        var answer = fault.Stored || fault.Kind == FaultKind.Cut ? await HandledAsync(context, next) : null;
        await WaitAsync(context, TimeSpan.FromMilliseconds(fault.DelayMilliseconds));
        switch (fault.Kind)
        {
            case FaultKind.Status:
                await RefuseAsync(fault, context);
                break;
            case FaultKind.Hang:
                await WaitAsync(context, Timeout.InfiniteTimeSpan);
                context.Abort();
                return false;
            case FaultKind.Drop:
                Reset(context);
                return false;
            case FaultKind.Cut:
                // Kestrel sends what there is and closes, because the body is shorter than its announced length.
                context.Response.ContentLength = answer!.Length;
                await context.Response.Body.WriteAsync(answer.AsMemory(0, answer.Length / 2));
                return false;
            case FaultKind.Empty:
                context.Response.Clear();
                context.Response.ContentLength = 0;
                break;
            case FaultKind.Late when answer is null:
                await next(context);
                break;
            case FaultKind.Late:
                await context.Response.Body.WriteAsync(answer);
                break;
        }
        return true;
    }

    private async Task RefuseAsync(Fault fault, HttpContext context)
    {
        context.Response.Clear();
        context.Response.StatusCode = fault.Status;
        if (fault.Location is { } location)
            context.Response.Headers.Location = location;
        if (fault.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = fault.RetryAfterAsDate
                ? clock.GetUtcNow().AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture)
                : seconds.ToString(CultureInfo.InvariantCulture);
        await Answers.ProblemAsync(context, fault.Status, [fault.Reason ?? $"The server answers {fault.Status}."]);
    }

    private static async Task<byte[]> HandledAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }
        return buffer.ToArray();
    }

    /// <summary>Ends early, without complaint, when the client has gone or the server stops.</summary>
    private async Task WaitAsync(HttpContext context, TimeSpan time)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(time, clock, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A TCP reset rather than an orderly end, as when a proxy or the server dies.</summary>
    private static void Reset(HttpContext context)
    {
        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
            connection.Socket.LingerState = new LingerOption(true, 0);
        context.Abort();
    }
}
