using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VteBridge.Simulator.Vte.Control;

/// <summary>An HTTP endpoint that controls the simulator, on the loopback interface only.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ControlServer(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Urls.First()).Port;

    /// <param name="port">0 chooses a free port.</param>
    public static async Task<ControlServer> StartAsync(ControlVerbs verbs, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        var application = builder.Build();
        application.MapGet("/", () => ControlVerbs.Help);
        application.MapPost("/control", request => Answer(request, verbs));
        await application.StartAsync();
        return new ControlServer(application);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task Answer(HttpContext context, ControlVerbs verbs)
    {
        var reply = new ControlReply();
        try
        {
            var order = await context.Request.ReadFromJsonAsync<ControlRequest>(context.RequestAborted);
            reply = verbs.Apply(order ?? throw new ArgumentException("The request is empty."));
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or ArgumentException
                        or FormatException
                        or InvalidOperationException
                        or Sql.SqlFault
            )
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            reply = new ControlReply(Error: e.Message);
        }
        await context.Response.WriteAsJsonAsync(reply, context.RequestAborted);
    }
}

/// <summary>One request to the simulator. Which members are used depends on the verb; see <see cref="ControlVerbs.Help"/>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ControlRequest() : VteFault(FaultKind.Error)
{
    public required string Verb { get; init; }
    public bool On { get; init; } = true;
    public int Milliseconds { get; init; }

    /// <summary>May be negative.</summary>
    public long Seconds { get; init; }
    public string Sql { get; init; } = "";
    public IReadOnlyList<string> Functions { get; init; } = [];
    public string Table { get; init; } = "";
    public IReadOnlyList<Dictionary<string, JsonElement>> Rows { get; init; } = [];
    public string Key { get; init; } = "";
    public JsonElement Value { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Set { get; init; } = new Dictionary<string, JsonElement>();
}

/// <param name="Rows">How many rows were added, changed, deleted or counted.</param>
/// <param name="Error">What was wrong with the request; nothing was changed then.</param>
/// <param name="Stats">The server's counters, for the verb `stats`.</param>
internal sealed record ControlReply(long Rows = 0, string? Error = null, VteStatistics? Stats = null);

/// <summary>Runs the verbs of the control endpoint: faults, late rows, the server's counters.</summary>
internal sealed class ControlVerbs(VteServer server)
{
    public const string Help = """
        POST one JSON object to /control. Verbs:
          {"verb":"error","number":1205,"times":2}    error 1205 on the next 2 statements
          {"verb":"drop","afterRows":10}              cut the connection after 10 rows
          {"verb":"stall"} {"verb":"release"}         keep a statement waiting, let it go
          {"verb":"crossing-chunks","times":9}        (max) values in chunks that cross packet ends
             error, drop, stall and crossing-chunks also take "atStatement" (1 = the next), "times", "afterRows",
             "matching" (a part of the text), "atLogin", "ignoresCancel" (stall), "message" (error)
          {"verb":"refuse","on":true}                 stop listening on the port; false: listen again
          {"verb":"latency","milliseconds":5}         added to every request
          {"verb":"silent","on":true}                 new connections are accepted and never answered
          {"verb":"clock","seconds":-3600}            the database's clock is an hour behind the time
          {"verb":"lack","functions":["CHECKSUM_AGG"]}    functions that this server does not know; [] for none
          {"verb":"clear"}                            no more faults, and the right time
          {"verb":"insert","table":"IndexData","rows":[{"Index_GUID":"…","Timestamp":"2026-01-31T12:00:00.003"}]}
          {"verb":"update","table":"IndexData","key":"Index_GUID","value":"…","set":{"Result":0}}
          {"verb":"delete","table":"IndexData","key":"Index_GUID","value":"…"}
          {"verb":"sql","sql":"EXEC sp_rename 'dbo.TestDataText', 'Old'"}
             as the database's owner: CREATE, ALTER and DROP of tables, columns, keys, indexes and views, sp_rename,
             GRANT and REVOKE SELECT for the reading login, INSERT … VALUES, UPDATE, DELETE; GO between batches
          {"verb":"count","table":"IndexData"}        how many rows
          {"verb":"stats"} {"verb":"reset-stats"}     what was asked and sent
        Binary values are base64. The answer is {"rows":n} and, for stats, {"stats":{…}}; an invalid request gets 400 and {"error":"…"}.
        """;

    public ControlReply Apply(ControlRequest order) =>
        order.Verb switch
        {
            "error" or "drop" or "stall" or "crossing-chunks" => Done(() =>
                server.Faults.Add(
                    order with
                    {
                        Kind = Enum.Parse<FaultKind>(
                            order.Verb.Replace("-", "", StringComparison.Ordinal),
                            ignoreCase: true
                        ),
                    }
                )
            ),
            "release" => Done(server.Faults.Release),
            "refuse" => Done(() => server.Faults.RefuseConnections = order.On),
            "latency" => Done(() => server.Faults.Latency = TimeSpan.FromMilliseconds(order.Milliseconds)),
            "silent" => Done(() => server.Faults.IsSilent = order.On),
            "clock" => Done(() => server.Faults.ClockShift = TimeSpan.FromSeconds(order.Seconds)),
            "lack" => Done(() =>
                server.Database.Catalog.MissingFunctions = order.Functions.ToHashSet(StringComparer.OrdinalIgnoreCase)
            ),
            "clear" => Done(server.Faults.Clear),
            "reset-stats" => Done(server.Statistics.Reset),
            "stats" => new ControlReply(Stats: server.Statistics),
            "sql" => new ControlReply(server.Database.Execute(order.Sql)),
            "count" => new ControlReply(server.Database.CountRows(order.Table)),
            "insert" => Insert(order),
            "update" => new ControlReply(order.Set.Sum(change => Update(order, change.Key, change.Value))),
            "delete" => new ControlReply(server.Database.Delete(order.Table, order.Key, Key(order))),
            _ => throw new ArgumentException($"There is no verb '{order.Verb}'. {Help}"),
        };

    private static ControlReply Done(Action action)
    {
        action();
        return new ControlReply();
    }

    private ControlReply Insert(ControlRequest order)
    {
        var rows = order.Rows.Select(row => new PlantRow(
            order.Table,
            [.. row.Keys],
            [.. row.Select(cell => Value(order.Table, cell.Key, cell.Value))]
        ));
        server.Database.Insert(rows.ToList());
        return new ControlReply(order.Rows.Count);
    }

    private int Update(ControlRequest order, string column, JsonElement value) =>
        server.Database.Update(order.Table, order.Key, Key(order), column, Value(order.Table, column, value));

    private object Key(ControlRequest order) =>
        Value(order.Table, order.Key, order.Value)
        ?? throw new ArgumentException("\"key\" and \"value\" say which rows are meant; neither may be null.");

    private object? Value(string table, string column, JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String when server.Database.Catalog[table][column].Type.IsBinary =>
                value.GetBytesFromBase64(),
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Null => null,
            _ => throw new ArgumentException(
                $"{table}.{column}: a value must be a string, a number, true, false or null."
            ),
        };
}
