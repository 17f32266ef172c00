using System.CommandLine;
using System.Globalization;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Simulator.Commands;

/// <summary>`vte`: an SQL Server with a VTE database and a sample plant in it, until it is told to stop.</summary>
internal static class VteCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "TCP port on 127.0.0.1; 0 takes a free one and prints it.",
        };
        var runs = new Option<int>("--runs")
        {
            Description = "How many test runs the plant has.",
            DefaultValueFactory = _ => 1000,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "The same seed gives the same plant.",
            DefaultValueFactory = _ => 7,
        };
        var zone = new Option<string>("--zone")
        {
            Description = "The server's time zone, IANA or Windows name.",
            DefaultValueFactory = _ => "Europe/Oslo",
        };
        var schema = new Option<string>("--schema")
        {
            Description = "9.31, 9.2 or the path of a create script.",
            DefaultValueFactory = _ => "9.31",
        };
        var steps = new Option<int?>("--steps") { Description = "Every run has this many steps (default: 10 to 200)." };
        var until = new Option<DateTime?>("--until")
        {
            Description = "The newest run's time, local to the zone (default: fixed by the plant).",
        };
        var noOddRuns = new Option<bool>("--no-odd-runs") { Description = "Leave out the odd runs." };
        var latency = new Option<int>("--latency") { Description = "Milliseconds added to every request." };
        var controlPort = new Option<int?>("--control-port")
        {
            Description = "Port of the HTTP control endpoint, 0 for a free one: " + ControlHelp.Text,
        };
        var store = new Option<string?>("--store")
        {
            Description = "Keep the SQLite file here (default: a temporary file).",
        };
        var user = new Option<string?>("--user") { Description = "The login that may read." };
        var password = new Option<string?>("--password") { Description = "Its password." };
        var clock = new Option<DateTimeOffset?>("--clock")
        {
            Description = "The server's clock starts at this moment (default: now).",
        };
        var command = new Command("vte", "Serves a VTE database over SQL Server's wire protocol.")
        {
            port,
            runs,
            seed,
            zone,
            schema,
            steps,
            until,
            noOddRuns,
            latency,
            controlPort,
            store,
            user,
            password,
            clock,
        };
        command.SetAction(
            async (parsed, stopping) =>
            {
                var defaults = new VteServerOptions();
                var options = new VteServerOptions
                {
                    Port = parsed.GetValue(port),
                    User = parsed.GetValue(user) ?? defaults.User,
                    Password = parsed.GetValue(password) ?? defaults.Password,
                    Zone = TimeZoneInfo.FindSystemTimeZoneById(parsed.GetValue(zone)!),
                    Latency = TimeSpan.FromMilliseconds(parsed.GetValue(latency)),
                    Clock = parsed.GetValue(clock) is { } start ? new ShiftedClock(start) : TimeProvider.System,
                };
                var schemaName = parsed.GetValue(schema)!;
                var plant = new PlantOptions
                {
                    Runs = parsed.GetValue(runs),
                    Seed = parsed.GetValue(seed),
                    Schema = schemaName,
                    Steps = parsed.GetValue(steps),
                    Until = parsed.GetValue(until),
                    OddRuns = !parsed.GetValue(noOddRuns),
                };
                using var database = VteDatabase.Create(ReadSchema(schemaName), parsed.GetValue(store));
                database.Insert(SamplePlant.Rows(plant));
                await using var server = await VteServer.StartAsync(options, database);
                await ServeAsync(server, parsed.GetValue(controlPort), stopping);
                return 0;
            }
        );
        return command;
    }

    private static async Task ServeAsync(VteServer server, int? controlPort, CancellationToken stopping)
    {
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ready port={server.Port} control={controlPort ?? 0} connection=\"{server.ConnectionString}\""
            )
        );
        var stopped = new TaskCompletionSource();
        await using var registration = stopping.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static string ReadSchema(string name)
    {
        var known = Path.Combine(AppContext.BaseDirectory, "data", $"vte-{name}.sql");
        return File.ReadAllText(File.Exists(known) ? known : name);
    }
}
