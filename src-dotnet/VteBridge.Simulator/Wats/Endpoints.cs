using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VteBridge.Simulator.Wats.Faults;
using VteBridge.Simulator.Wats.Rules;

namespace VteBridge.Simulator.Wats;

/// <summary>
/// The endpoints of the server: submit and read reports, describe the server, and /control for tests in other languages and for curl.
/// /control needs no token, because the server listens on loopback only.
/// </summary>
internal sealed class Endpoints(WatsServer server, WsjfRules rules)
{
    private readonly WsjfValidator _validator = new(rules);
    private readonly WsjfReturn _returned = new(rules);

    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };

    /// <summary>Writes a refusal. "Message" holds all reasons in one text, because pyWATS shows that member to its caller.</summary>
    public static async Task ProblemAsync(HttpContext context, int status, params IReadOnlyList<string> reasons)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(
            new Dictionary<string, object> { ["Message"] = string.Join("; ", reasons), ["Reasons"] = reasons },
            context.RequestAborted
        );
    }

    public void Map(WebApplication app)
    {
        app.MapPost("/api/Report/WSJF", SubmitAsync);
        app.MapGet("/api/Report/Wsjf/{id}", ReceiptAsync);
        app.MapGet("/api/Report/Query/Header", HeadersAsync);
        app.MapGet("/api/App/Version", c => c.Response.WriteAsJsonAsync("2025.3.0.0"));
        app.MapGet("/api/App/Processes", c => c.Response.WriteAsJsonAsync(Processes(c.Request.Query)));
        app.MapGet("/WSJFReport.schema.json", SchemaAsync);
        app.MapGet("/control/counters", c => JsonAsync(c, server.Counters.Values));
        app.MapDelete("/control/counters", c => DoneAsync(c, server.Counters.Reset));
        app.MapGet("/control/faults", c => JsonAsync(c, server.Faults.Waiting));
        app.MapPost("/control/faults", AddFaultAsync);
        app.MapDelete("/control/faults", c => DoneAsync(c, server.Faults.Clear));
        app.MapGet("/control/refusals", c => JsonAsync(c, server.Refusals.Last));
        app.MapGet("/control/reports", c => JsonAsync(c, server.Store.All().Select(Line)));
        app.MapDelete("/control/reports", c => DoneAsync(c, server.Store.Clear));
        app.MapGet("/control/reports/{id:guid}/raw", RawAsync);
    }

    private async Task SubmitAsync(HttpContext context)
    {
        var body = ApiMiddleware.Body(context);
        var reasons = _validator.Validate(body);
        if (reasons.Count > 0)
        {
            server.Counters.Change(v => v with { Refused = v.Refused + 1 });
            server.Refusals.Add(body, reasons);
            await ProblemAsync(context, StatusCodes.Status400BadRequest, reasons);
            return;
        }
        using var report = JsonDocument.Parse(body, WsjfValidator.Parsing);
        var header = ReportHeader.From(report.RootElement);
        server.Counters.Accepted(server.Store.Keep(header, body));
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
        if (!Guid.TryParse(id, out var guid))
            await ProblemAsync(context, StatusCodes.Status400BadRequest, $"'{id}' is not a report id.");
        else if (!server.Store.TryFind(guid, out var report) || report.Quarantined)
            await ProblemAsync(context, StatusCodes.Status404NotFound, $"No report {guid}.");
        else
            await context.Response.WriteAsJsonAsync(
                _returned.Document(report, isWhole: context.Request.Query["detailLevel"] != "0"),
                context.RequestAborted
            );
    }

    private async Task HeadersAsync(HttpContext context)
    {
        try
        {
            var rows = HeaderQuery.Parse(context.Request.Query, rules).Over(server.Store.All());
            await context.Response.WriteAsJsonAsync(rows, context.RequestAborted);
        }
        catch (QueryException refused)
        {
            await ProblemAsync(context, StatusCodes.Status400BadRequest, refused.Message);
        }
    }

    /// <summary>Returns processes of all kinds, unless the query asks for some kinds only.</summary>
    private IEnumerable<object> Processes(IQueryCollection query)
    {
        var asked = Enum.GetValues<WatsProcessKind>()
            .Where(kind => query[$"include{kind}Operations"] == "true")
            .ToList();
        return rules
            .Processes.Where(p => asked.Count == 0 || asked.Contains(p.Kind))
            .Select(
                (p, index) =>
                    new
                    {
                        code = p.Code,
                        name = p.Name,
                        description = p.Name,
                        isTestOperation = p.Kind == WatsProcessKind.Test,
                        isRepairOperation = p.Kind == WatsProcessKind.Repair,
                        isWipOperation = p.Kind == WatsProcessKind.Wip,
                        processIndex = index,
                        state = 1,
                        repairOperation = p.Kind == WatsProcessKind.Repair ? Repairs() : null,
                    }
            );
    }

    /// <summary>
    /// The description of the REST interface says what is in this object but not its exact form; the names of the two lists are assumed.
    /// </summary>
    private object Repairs() =>
        new
        {
            uutBinding = 1,
            bomBinding = 1,
            vendorBinding = 1,
            repairCategories = rules.RepairCodes.Select(category => new
            {
                description = category.Key,
                repairCodes = category.Value.Select(code => new { description = code, imageConstraint = 1 }),
            }),
        };

    private static Task SchemaAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(WsjfSchema.Text);
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        try
        {
            server.Faults.Add(await context.Request.ReadFromJsonAsync<Fault>(WatsFaults.Json, context.RequestAborted));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or InvalidOperationException)
        {
            await ProblemAsync(context, StatusCodes.Status400BadRequest, wrong.Message);
        }
    }

    private async Task RawAsync(HttpContext context, Guid id)
    {
        if (!server.Store.TryFind(id, out var report) || report.Body is not { } body)
        {
            await ProblemAsync(context, StatusCodes.Status404NotFound, $"No body of report {id} is kept.");
            return;
        }
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>One report as it appears in the list of /control/reports.</summary>
    private static object Line(StoredReport report) =>
        new
        {
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
            report.Quarantined,
        };

    private static Task JsonAsync<T>(HttpContext context, T value) =>
        context.Response.WriteAsJsonAsync(value, Json, context.RequestAborted);

    private static Task DoneAsync(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}

/// <summary>The last 100 refused submissions with the reasons.</summary>
internal sealed class Refusals
{
    private const int Kept = 100;
    private readonly ConcurrentQueue<Refusal> _last = new();

    public IReadOnlyList<Refusal> Last => [.. _last];

    public void Add(ReadOnlyMemory<byte> body, IReadOnlyList<string> reasons)
    {
        _last.Enqueue(new(Convert.ToHexStringLower(SHA256.HashData(body.Span)), reasons));
        while (_last.Count > Kept && _last.TryDequeue(out _)) { }
    }
}

/// <param name="Sha256">Hash of the body as received, in lower-case hex.</param>
internal sealed record Refusal(string Sha256, IReadOnlyList<string> Reasons);
