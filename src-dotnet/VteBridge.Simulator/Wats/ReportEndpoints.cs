using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats;

/// <summary>Submission of a report and its receipt.</summary>
internal sealed class ReportEndpoints(
    WsjfValidator validator,
    WatsStore store,
    WatsCounters counters,
    Refusals refusals,
    WsjfReturn returned
)
{
    public void Map(WebApplication app)
    {
        app.MapPost("/api/Report/WSJF", SubmitAsync);
        app.MapGet("/api/Report/Wsjf/{id}", ReceiptAsync);
    }

    private async Task SubmitAsync(HttpContext context)
    {
        var body = RequestBody.Of(context);
        var reasons = validator.Validate(body);
        if (reasons.Count > 0)
        {
            counters.Refused();
            refusals.Add(body, reasons);
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, reasons);
            return;
        }
        using var report = JsonDocument.Parse(body, WsjfValidator.Parsing);
        var header = ReportHeader.From(report.RootElement);
        counters.Accepted(store.Keep(header, body));
        await context.Response.WriteAsJsonAsync(
            new[]
            {
                new Dictionary<string, Guid> { ["ID"] = header.Id, ["uuid"] = header.Id },
            },
            context.RequestAborted
        );
    }

    private async Task ReceiptAsync(HttpContext context, string id)
    {
        counters.Receipt();
        if (!Guid.TryParse(id, out var guid))
        {
            await Answers.ProblemAsync(context, StatusCodes.Status400BadRequest, [$"'{id}' is not a report id."]);
            return;
        }
        if (!store.TryFind(guid, out var report) || report.Quarantined)
        {
            await Answers.ProblemAsync(context, StatusCodes.Status404NotFound, [$"No report {guid}."]);
            return;
        }
        await context.Response.WriteAsJsonAsync(
            returned.Document(report, ReportDetail.From(context.Request.Query)),
            context.RequestAborted
        );
    }
}
