using System.CommandLine;
using System.Net.Sockets;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Control;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Simulator.Commands;

/// <summary>`vte`: serves a VTE database with a sample plant as SQL Server does, until the process is stopped.</summary>
internal static class VteCommand
{
    private const int WrongUsage = 2;
    private static readonly VteServerOptions Defaults = new();

    private static readonly Option<int> Port = new("--port")
    {
        Description = "TCP port on 127.0.0.1; 0 takes a free one.",
    };
    private static readonly Option<int> Runs = new("--runs")
    {
        Description = "Test runs in the plant.",
        DefaultValueFactory = _ => 1000,
    };
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "The same seed gives the same plant.",
        DefaultValueFactory = _ => 7,
    };
    private static readonly Option<string> Zone = new("--zone")
    {
        Description = "The server's time zone: an IANA or Windows name.",
        DefaultValueFactory = _ => "Europe/Oslo",
    };
    private static readonly Option<string> Schema = new("--schema")
    {
        Description = "9.31, 9.2, custom, or the path of a create script with the names of 9.31.",
        DefaultValueFactory = _ => "9.31",
    };
    private static readonly Option<int?> Steps = new("--steps")
    {
        Description = "Steps of every run, in place of 10 to 200.",
    };
    private static readonly Option<int> Days = new("--days")
    {
        Description = "Days before the end over which the ordinary runs are spread.",
        DefaultValueFactory = _ => 30,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int>() is < 1 or > 3650)
                    result.AddError("--days is out of range; use 1 to 3650.");
            },
        },
    };
    private static readonly Option<DateTime?> Until = new("--until")
    {
        Description = "Time of the newest run, in the server's zone.",
    };
    private static readonly Option<bool> NoOddRuns = new("--no-odd-runs") { Description = "Leave out the odd runs." };
    private static readonly Option<int> Latency = new("--latency")
    {
        Description = "Milliseconds added to every request.",
    };
    private static readonly Option<int?> ControlPort = new("--control-port")
    {
        Description = "Port of the HTTP control endpoint, 0 for a free one; GET / there explains it.",
    };
    private static readonly Option<string> User = new("--user")
    {
        Description = "The login, which may only read.",
        DefaultValueFactory = _ => Defaults.User,
    };
    private static readonly Option<string> Password = new("--password")
    {
        Description = "Its password.",
        DefaultValueFactory = _ => Defaults.Password,
    };
    private static readonly Option<DateTimeOffset?> Clock = new("--clock")
    {
        Description = "The moment the server's clock starts at (UTC unless an offset is given).",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (
                DateTimeOffset.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var moment
                )
            )
                return moment;
            result.AddError($"--clock: '{text}' is not a date and time; try 2026-03-29T01:30:00Z.");
            return null;
        },
    };

    public static Command Create()
    {
        var command = new Command(
            "vte",
            "Serves a VTE database over SQL Server's wire protocol and prints one line when it is ready."
        );
        Option[] options = [Port, Runs, Seed, Zone, Schema, Steps, Days, Until, NoOddRuns, Latency, ControlPort, User];
        Array.ForEach([.. options, Password, Clock], command.Add);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken stopping)
    {
        try
        {
            var schema = parsed.GetValue(Schema)!;
            using var database = VteDatabase.Create(
                SchemaVariant.IsKnown(schema) ? SchemaVariant.Ddl(schema) : File.ReadAllText(schema)
            );
            database.Insert(SamplePlant.Rows(Plant(parsed)).TakeWhile(_ => !stopping.IsCancellationRequested));
            await using var server = await VteServer.StartAsync(Server(parsed), database);
            await using var control = parsed.GetValue(ControlPort) is { } port
                ? await ControlServer.StartAsync(new ControlVerbs(server), port)
                : null;
            Console.WriteLine(
                $"ready port={server.Port} control={control?.Port ?? 0} connection=\"{server.ConnectionString}\""
            );
            await Task.Delay(Timeout.Infinite, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or NodaTime.TimeZones.DateTimeZoneNotFoundException
                        or SqlFault
                        or ArgumentException
                        or UnauthorizedAccessException
            )
        {
            await Console.Error.WriteLineAsync($"vtebridge-simulator vte: {e.Message}");
            return WrongUsage;
        }
    }

    private static PlantOptions Plant(ParseResult parsed) =>
        new()
        {
            Runs = parsed.GetValue(Runs),
            Seed = parsed.GetValue(Seed),
            // A create script given as a file must use the names of schema 9.31, because the rows are inserted under them.
            Schema = SchemaVariant.IsKnown(parsed.GetValue(Schema)!) ? parsed.GetValue(Schema)! : "9.31",
            Steps = parsed.GetValue(Steps),
            Days = parsed.GetValue(Days),
            Until = parsed.GetValue(Until),
            OddRuns = !parsed.GetValue(NoOddRuns),
        };

    private static VteServerOptions Server(ParseResult parsed) =>
        new()
        {
            Port = parsed.GetValue(Port),
            User = parsed.GetValue(User)!,
            Password = parsed.GetValue(Password)!,
            Zone = ServerZone.Of(parsed.GetValue(Zone)!),
            Latency = TimeSpan.FromMilliseconds(parsed.GetValue(Latency)),
            Clock = parsed.GetValue(Clock) is { } start ? new ShiftedClock(start) : TimeProvider.System,
        };
}

/// <summary>A clock that starts at <paramref name="start"/> and runs as fast as the real one.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _shift = start - DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;
}
