using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VteBridge.Simulator.Wats.Faults;

namespace VteBridge.Simulator.Wats;

/// <summary>
/// The levers of the simulator, for tests in other languages and for people with curl. Without a token: the
/// server listens on loopback only.
/// </summary>
internal sealed class ControlEndpoints(WatsStore store, WatsFaults faults, WatsCounters counters, Refusals refusals)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/control/counters", c => JsonAsync(c, counters.Values));
        app.MapDelete("/control/counters", c => DoneAsync(c, counters.Reset));
        app.MapGet("/control/faults", c => JsonAsync(c, faults.Waiting));
        app.MapPost("/control/faults", c => TakeAsync<Fault>(c, faults.Add));
        app.MapDelete("/control/faults", c => DoneAsync(c, faults.Clear));
        app.MapPost("/control/limit", c => TakeAsync<RateLimit>(c, limit => faults.Limit = limit));
        app.MapDelete("/control/limit", c => DoneAsync(c, () => faults.Limit = null));
        app.MapGet("/control/refusals", c => JsonAsync(c, refusals.Last));
        app.MapGet("/control/reports", c => JsonAsync(c, store.All().Select(ReportLine.From)));
        app.MapDelete("/control/reports", c => DoneAsync(c, store.Clear));
        app.MapGet("/control/reports/{id:guid}/raw", RawAsync);
    }

    private static async Task TakeAsync<T>(HttpContext context, Action<T> take)
        where T : class
    {
        try
        {
            var order = await context.Request.ReadFromJsonAsync<T>(FaultJson.Options, context.RequestAborted);
            take(order ?? throw new ArgumentException("The body must be a JSON object."));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or InvalidOperationException)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, [wrong.Message]);
        }
    }

    private async Task RawAsync(HttpContext context, Guid id)
    {
        if (!store.TryFind(id, out var report) || report.Body is not { } body)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status404NotFound, [$"No body of report {id} is kept."]);
            return;
        }
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static Task JsonAsync<T>(HttpContext context, T value) =>
        context.Response.WriteAsJsonAsync(value, Answers.Json, context.RequestAborted);

    private static Task DoneAsync(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}

/// <summary>One kept report in the list of /control/reports.</summary>
internal sealed record ReportLine(
    Guid Id,
    string Type,
    string SerialNumber,
    string PartNumber,
    int ProcessCode,
    DateTimeOffset Start,
    string Result,
    string Sha256,
    int Size,
    int ReceiveCount,
    bool Quarantined
)
{
    public static ReportLine From(StoredReport report) =>
        new(
            report.Header.Id,
            report.Header.Type,
            report.Header.SerialNumber,
            report.Header.PartNumber,
            report.Header.ProcessCode,
            report.Header.Start,
            report.Header.Result,
            report.Sha256,
            report.Size,
            report.ReceiveCount,
            report.Quarantined
        );
}
