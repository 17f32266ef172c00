using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.Simulator.Vte;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.EndToEnd;

/// <summary>
/// A simulated VTE server, a clock that it shares with the product, and an installation of the product that reads it. By default the
/// destination is a plain folder; each plant has its own state folder.
/// </summary>
internal sealed class Plant : IAsyncDisposable
{
    public const string Zone = "Europe/Oslo";

    private readonly TemporaryFolder _folder = new();

    private Plant(PlantOptions rows, VteDatabase database, VteServer server, DrivenClock clock)
    {
        (Rows, Database, Server, Clock) = (rows, database, server, clock);
        Options = new BridgeOptions
        {
            Vte = new VteOptions
            {
                ConnectionString = server.ConnectionString,
                TimeZone = Zone,
                RetryDelay = TimeSpan.FromMilliseconds(1),
            },
            Mapping = new MappingOptions { DefaultProcessCode = 100 },
            Delivery = new DeliveryOptions
            {
                Destination = DestinationNames.Directory,
                Folder = _folder.Of("reports"),
                FlushToDisk = false,
                MinFreeMegabytes = 0,
            },
            State = new StateOptions { Folder = _folder.Of("state") },
        };
    }

    public PlantOptions Rows { get; }
    public VteDatabase Database { get; }
    public VteServer Server { get; }
    public DrivenClock Clock { get; }
    public LogLines Logs { get; } = new();
    public TemporaryFolder Folder => _folder;

    /// <summary>The options of the installation. A test changes them for another destination or state folder.</summary>
    public BridgeOptions Options { get; set; }

    /// <summary>The local time of VTE; at first one minute after the last run of the plant.</summary>
    public DateTime Now => ServerZone.Of(Zone).Local(Clock.Now).DateTime;

    /// <summary>A plant with master data only; the tests insert the runs.</summary>
    public static Task<Plant> EmptyAsync() => StartAsync(new PlantOptions { Runs = 0, OddRuns = false });

    public static Task<Plant> StartAsync(PlantOptions rows) => StartAsync(rows, ReferenceSchema.Ddl(rows.Schema));

    /// <param name="ddl">A create script that replaces the one of the rows' schema; rows of tables that it lacks are left out.</param>
    public static async Task<Plant> StartAsync(PlantOptions rows, string ddl)
    {
        var database = VteDatabase.Create(ddl);
        database.Insert(SamplePlant.Rows(rows).Where(r => ddl.Contains($"[{r.Table}]", StringComparison.Ordinal)));
        var zone = ServerZone.Of(Zone);
        var clock = new DrivenClock(zone.At(rows.End).AddMinutes(1));
        var server = await VteServer.StartAsync(new VteServerOptions { Clock = clock, Zone = zone }, database);
        return new Plant(rows, database, server, clock);
    }

    /// <summary>The rows of an ordinary run, <paramref name="minutesAgo"/> minutes before <see cref="Now"/>.</summary>
    public IReadOnlyList<PlantRow> RunRows(double minutesAgo, int sequence) =>
        SamplePlant.LiveRun(sequence, Now.AddMinutes(-minutesAgo), Rows.Seed, Rows.Schema);

    /// <summary>Inserts an ordinary run, <paramref name="minutesAgo"/> minutes before <see cref="Now"/>, and returns its id.</summary>
    public Guid AddRun(double minutesAgo, int sequence)
    {
        var rows = RunRows(minutesAgo, sequence);
        Database.Insert(rows);
        return IdOf(rows);
    }

    /// <summary>The id of the run to which these rows belong.</summary>
    public static Guid IdOf(IReadOnlyList<PlantRow> rows)
    {
        var run = rows.Single(r => r.Table == "IndexData");
        return (Guid)run.Values[run.Columns.ToList().IndexOf("Index_GUID")]!;
    }

    /// <summary>Changes a run as a test engineer does who corrects it later.</summary>
    public void Edit(Guid run, string info) => Database.Update("IndexData", "Index_GUID", run, "Info1", info);

    /// <summary>Runs one cycle as `vtebridge sync` does, in this process.</summary>
    public Task<SyncSummary> SyncAsync() => SyncAsync(allSteps: true);

    public Task<SyncSummary> SyncAsync(bool allSteps) =>
        UseAsync(async parts =>
        {
            using var single = InstanceLock.Take(Options.State.Folder);
            var session = await parts.OpenAsync(Stop);
            return await session.LiveCycle(allSteps).RunAsync(session.Window, new Silence(), Stop);
        });

    public async Task<T> UseAsync<T>(Func<Composition, Task<T>> use)
    {
        await using var parts = new Composition(Options, Clock, Logs);
        return await use(parts);
    }

    /// <summary>The runs of the first page as the product reads them.</summary>
    public Task<IReadOnlyList<TestRun>> RunsAsync() =>
        UseAsync(async parts =>
        {
            var session = await parts.OpenAsync(Stop);
            var walk = new Walk(session.Sources[0], Position.Before(DateTime.MinValue), Now);
            var page = await new PageReader(walk, null).NextAsync(Stop);
            return (IReadOnlyList<TestRun>)[.. page!.Candidates.Select(c => (TestRun)c.Facts!)];
        });

    public RunReader Reader(Composition parts, VteSchema schema) =>
        new(parts.Vte, schema, Options.Mapping.ComponentsAsAssets);

    public Task<VteSchema> SchemaAsync() => UseAsync(parts => parts.SchemaAsync(Stop));

    /// <summary>Runs `vtebridge` as a process, with the options of this installation.</summary>
    public Task<ProcessEnd> RunAsync(params IEnumerable<string> arguments) => RunAsync([], arguments);

    public Task<ProcessEnd> RunAsync(Dictionary<string, string?> environment, params IEnumerable<string> arguments)
    {
        environment.TryAdd("VTEBRIDGE__Vte__ConnectionString", Options.Vte.ConnectionString);
        return VtebridgeProcess.RunAsync(environment, [.. arguments, "--config", Configuration()]);
    }

    /// <summary>Leaves out properties that the options classes compute.</summary>
    private static readonly JsonSerializerOptions OptionsOnly = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Writes a configuration file with <see cref="Options"/>, without the connection string; returns its path.</summary>
    public string Configuration()
    {
        var json = JsonSerializer
            .SerializeToNode(Options with { Vte = Options.Vte with { ConnectionString = "" } }, OptionsOnly)!
            .AsObject();
        // Without the key the connection string comes from the environment; an empty one would replace that.
        json["Vte"]!.AsObject().Remove("ConnectionString");
        return _folder.Write("vtebridge.json", json.ToJsonString());
    }

    /// <summary>The reports in the destination's folder, by id.</summary>
    public IReadOnlyDictionary<Guid, byte[]> Reports(string suffix = ".json") =>
        Reports(Options.Delivery.Folder, suffix);

    public static IReadOnlyDictionary<Guid, byte[]> Reports(string folder, string suffix) =>
        Directory.Exists(folder)
            ? new DirectoryInfo(folder)
                .GetFiles("*" + suffix)
                .ToDictionary(f => Guid.Parse(f.Name[..^suffix.Length]), f => File.ReadAllBytes(f.FullName))
            : new Dictionary<Guid, byte[]>();

    public JsonNode Report(Guid id) => JsonNode.Parse(Reports()[id])!;

    /// <summary>The state store's record of each report, in VTE's order.</summary>
    public IReadOnlyList<ReportRecord> Recorded()
    {
        using var store = StateStore.OpenReadOnly(Options.State.Folder);
        return [.. store.Reports(DateTime.MinValue, DateTime.MaxValue)];
    }

    public IReadOnlyDictionary<Guid, DeadLetterRecord> DeadLetters()
    {
        using var store = StateStore.OpenReadOnly(Options.State.Folder);
        return store.DeadLetters().ToDictionary(d => d.Id);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Database.Dispose();
        _folder.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed class Silence : IProgress<CycleProgress>
    {
        public void Report(CycleProgress value) { }
    }
}
