using System.CommandLine;
using System.Globalization;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Simulator.Commands;

/// <summary>The options of `vte` and what they mean.</summary>
internal sealed class VteCommandLine
{
    private readonly Option<int> _port = new("--port") { Description = "TCP port on 127.0.0.1; 0 takes a free one." };
    private readonly Option<int> _runs = new("--runs")
    {
        Description = "Test runs in the plant.",
        DefaultValueFactory = _ => 1000,
    };
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The same seed gives the same plant.",
        DefaultValueFactory = _ => 7,
    };
    private readonly Option<string> _zone = new("--zone")
    {
        Description = "The server's time zone: an IANA or Windows name.",
        DefaultValueFactory = _ => "Europe/Oslo",
    };
    private readonly Option<string> _schema = new("--schema")
    {
        Description = "9.31, 9.2, custom, or the path of a create script with the names of 9.31.",
        DefaultValueFactory = _ => "9.31",
    };
    private readonly Option<int?> _steps = new("--steps")
    {
        Description = "Steps of every run, in place of 10 to 200.",
    };
    private readonly Option<int> _days = new("--days")
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
    private readonly Option<DateTime?> _until = new("--until")
    {
        Description = "Time of the newest run, in the server's zone.",
    };
    private readonly Option<bool> _noOddRuns = new("--no-odd-runs") { Description = "Leave out the odd runs." };
    private readonly Option<int> _latency = new("--latency") { Description = "Milliseconds added to every request." };
    private readonly Option<int?> _controlPort = new("--control-port")
    {
        Description = "Port of the HTTP control endpoint, 0 for a free one; GET / there explains it.",
    };
    private readonly Option<string[]> _missing = new("--without-function")
    {
        Description = "A T-SQL function that this server does not know, such as CHECKSUM_AGG. Can be repeated.",
    };
    private readonly Option<string?> _store = new("--store")
    {
        Description = "Keep the SQLite file here; a temporary one otherwise.",
    };
    private readonly Option<string?> _user = new("--user") { Description = "The login, which may only read." };
    private readonly Option<string?> _password = new("--password") { Description = "Its password." };
    private readonly Option<DateTimeOffset?> _clock = new("--clock")
    {
        Description = "The moment the server's clock starts at (UTC unless an offset is given).",
        CustomParser = result =>
        {
            if (
                DateTimeOffset.TryParse(
                    result.Tokens[0].Value,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var moment
                )
            )
                return moment;
            result.AddError($"--clock: '{result.Tokens[0].Value}' is no date and time; try 2026-03-29T01:30:00Z.");
            return null;
        },
    };

    public IEnumerable<Option> Options =>
        [
            _port,
            _runs,
            _seed,
            _zone,
            _schema,
            _steps,
            _days,
            _until,
            _noOddRuns,
            _latency,
            _controlPort,
            _store,
            _user,
            _password,
            _clock,
            _missing,
        ];

    public int? ControlPort(ParseResult parsed) => parsed.GetValue(_controlPort);

    public string? Store(ParseResult parsed) => parsed.GetValue(_store);

    public PlantOptions Plant(ParseResult parsed) =>
        new()
        {
            Runs = parsed.GetValue(_runs),
            Seed = parsed.GetValue(_seed),
            // A script of one's own has the names of 9.31.
            Schema = SchemaVariant.IsKnown(parsed.GetValue(_schema)!) ? parsed.GetValue(_schema)! : "9.31",
            Steps = parsed.GetValue(_steps),
            Days = parsed.GetValue(_days),
            Until = parsed.GetValue(_until),
            OddRuns = !parsed.GetValue(_noOddRuns),
        };

    public VteServerOptions Server(ParseResult parsed)
    {
        var defaults = new VteServerOptions();
        return defaults with
        {
            Port = parsed.GetValue(_port),
            User = parsed.GetValue(_user) ?? defaults.User,
            Password = parsed.GetValue(_password) ?? defaults.Password,
            Zone = ServerZone.Of(parsed.GetValue(_zone)!),
            Latency = TimeSpan.FromMilliseconds(parsed.GetValue(_latency)),
            MissingFunctions = parsed.GetValue(_missing) ?? [],
            Clock = parsed.GetValue(_clock) is { } start ? new ShiftedClock(start) : TimeProvider.System,
        };
    }

    /// <summary>The create script: one that comes with the simulator, or a file.</summary>
    public string Ddl(ParseResult parsed)
    {
        var schema = parsed.GetValue(_schema)!;
        return SchemaVariant.IsKnown(schema) ? SchemaVariant.Ddl(schema) : File.ReadAllText(schema);
    }
}
