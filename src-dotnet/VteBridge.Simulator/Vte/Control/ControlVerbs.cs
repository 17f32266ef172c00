using System.Text.Json;

namespace VteBridge.Simulator.Vte.Control;

/// <summary>Carries out orders from outside: faults, rows that come late, what the server has counted.</summary>
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
          {"verb":"refuse","on":true}                 nobody listens on the port; false: again
          {"verb":"latency","milliseconds":5}         added to every request
          {"verb":"silent","on":true}                 new connections are accepted and never answered
          {"verb":"clock","seconds":-3600}            the database's clock is an hour behind the time
          {"verb":"lack","functions":["CHECKSUM"]}    functions that this server does not know; [] for none
          {"verb":"clear"}                            no more faults, and the right time
          {"verb":"insert","table":"IndexData","rows":[{"Index_GUID":"…","Timestamp":"2026-01-31T12:00:00.003"}]}
          {"verb":"update","table":"IndexData","key":"Index_GUID","value":"…","set":{"Result":0}}
          {"verb":"delete","table":"IndexData","key":"Index_GUID","value":"…"}
          {"verb":"sql","sql":"EXEC sp_rename 'dbo.TestDataText', 'Old'"}
             as the database's owner: CREATE, ALTER and DROP of tables, columns, keys, indexes and views, sp_rename,
             GRANT and REVOKE SELECT for the reading login, INSERT … VALUES, UPDATE, DELETE; GO between batches
          {"verb":"count","table":"IndexData"}        how many rows
          {"verb":"stats"} {"verb":"reset-stats"}     what was asked and sent
        Binary values are base64. The answer is {"rows":n} and, for stats, {"stats":{…}}; a wrong order gets 400 and {"error":"…"}.
        """;

    public ControlReply Apply(ControlRequest order)
    {
        switch (order.Verb)
        {
            case "error" or "drop" or "stall" or "crossing-chunks":
                server.Faults.Add(Fault(order));
                return new ControlReply();
            case "release":
                server.Faults.Release();
                return new ControlReply();
            case "refuse":
                server.Faults.RefuseConnections = order.On;
                return new ControlReply();
            case "latency":
                server.Faults.Latency = TimeSpan.FromMilliseconds(order.Milliseconds);
                return new ControlReply();
            case "silent":
                server.Faults.IsSilent = order.On;
                return new ControlReply();
            case "clock":
                server.Faults.ClockShift = TimeSpan.FromSeconds(order.Seconds);
                return new ControlReply();
            case "lack":
                server.Database.Catalog.MissingFunctions = order.Functions.ToHashSet(StringComparer.OrdinalIgnoreCase);
                return new ControlReply();
            case "sql":
                return new ControlReply(server.Database.Execute(order.Sql));
            case "clear":
                server.Faults.Clear();
                return new ControlReply();
            case "insert":
                server.Database.Insert(order.Rows.Select(row => Row(order.Table, row)).ToList());
                return new ControlReply(order.Rows.Count);
            case "update":
                return new ControlReply(order.Set.Sum(change => Update(order, change.Key, change.Value)));
            case "delete":
                return new ControlReply(
                    server.Database.Delete(
                        order.Table,
                        order.Key,
                        Value(order.Table, order.Key, order.Value) ?? throw NoKey()
                    )
                );
            case "count":
                return new ControlReply(server.Database.CountRows(order.Table));
            case "stats":
                return new ControlReply(Stats: server.Statistics);
            case "reset-stats":
                server.Statistics.Reset();
                return new ControlReply();
            default:
                throw new ArgumentException($"There is no verb '{order.Verb}'. {Help}");
        }
    }

    private static VteFault Fault(ControlRequest order) =>
        new(Enum.Parse<FaultKind>(order.Verb.Replace("-", "", StringComparison.Ordinal), ignoreCase: true))
        {
            Number = order.Number,
            Message = order.Message,
            AtStatement = order.AtStatement,
            Times = order.Times,
            AfterRows = order.AfterRows,
            Matching = order.Matching,
            AtLogin = order.AtLogin,
            IgnoresCancel = order.IgnoresCancel,
        };

    private PlantRow Row(string table, Dictionary<string, JsonElement> row) =>
        new(table, [.. row.Keys], [.. row.Select(cell => Value(table, cell.Key, cell.Value))]);

    private int Update(ControlRequest order, string column, JsonElement value) =>
        server.Database.Update(
            order.Table,
            order.Key,
            Value(order.Table, order.Key, order.Value) ?? throw NoKey(),
            column,
            Value(order.Table, column, value)
        );

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
            _ => throw new ArgumentException($"{table}.{column}: a value is a text, a number, true, false or null."),
        };

    private static ArgumentException NoKey() =>
        new("\"key\" and \"value\" say which rows are meant; neither may be null.");
}
