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
/// A simulated VTE server, a clock that it and the product share, and an installation of the product that reads it:
/// by default into a plain folder, with a state folder of its own.
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

    /// <summary>Of the installation; a test that wants another destination or state folder sets them.</summary>
    public BridgeOptions Options { get; set; }

    /// <summary>Local time of VTE, a minute after the last run of the plant at first.</summary>
    public DateTime Now => ServerZone.Of(Zone).Local(Clock.Now).DateTime;

    /// <summary>Master data only: the tests insert the runs.</summary>
    public static Task<Plant> EmptyAsync() => StartAsync(new PlantOptions { Runs = 0, OddRuns = false });

    public static Task<Plant> StartAsync(PlantOptions rows) => StartAsync(rows, ReferenceSchema.Ddl(rows.Schema));

    /// <param name="ddl">Another create script than that of the rows' schema; rows of tables that it lacks are excluded.</param>
    public static async Task<Plant> StartAsync(PlantOptions rows, string ddl)
    {
        var database = VteDatabase.Create(ddl);
        database.Insert(SamplePlant.Rows(rows).Where(r => ddl.Contains($"[{r.Table}]", StringComparison.Ordinal)));
        var zone = ServerZone.Of(Zone);
        var clock = new DrivenClock(zone.At(rows.End).AddMinutes(1));
        var server = await VteServer.StartAsync(new VteServerOptions { Clock = clock, Zone = zone }, database);
        return new Plant(rows, database, server, clock);
    }

    /// <summary>The rows of an ordinary run that many minutes before <see cref="Now"/>.</summary>
    public IReadOnlyList<PlantRow> RunRows(double minutesAgo, int sequence) =>
        SamplePlant.LiveRun(sequence, Now.AddMinutes(-minutesAgo), Rows.Seed, Rows.Schema);

    /// <summary>Adds an ordinary run that many minutes before <see cref="Now"/>; returns its id.</summary>
    public Guid AddRun(double minutesAgo, int sequence)
    {
        var rows = RunRows(minutesAgo, sequence);
        Database.Insert(rows);
        return IdOf(rows);
    }

    /// <summary>The id of the run that these rows make up.</summary>
    public static Guid IdOf(IReadOnlyList<PlantRow> rows)
    {
        var run = rows.Single(r => r.Table == "IndexData");
        return (Guid)run.Values[run.Columns.ToList().IndexOf("Index_GUID")]!;
    }

    /// <summary>What a test engineer corrects after the fact.</summary>
    public void Edit(Guid run, string info) => Database.Update("IndexData", "Index_GUID", run, "Info1", info);

    /// <summary>One cycle of the product, in this process, as `vtebridge sync` makes it.</summary>
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

    /// <summary>The runs of the first page, as they are read.</summary>
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

    /// <summary>`vtebridge` in a process of its own, with the options of this installation.</summary>
    public Task<ProcessEnd> RunAsync(params IEnumerable<string> arguments) => RunAsync([], arguments);

    public Task<ProcessEnd> RunAsync(Dictionary<string, string?> environment, params IEnumerable<string> arguments)
    {
        environment.TryAdd("VTEBRIDGE__Vte__ConnectionString", Options.Vte.ConnectionString);
        return VtebridgeProcess.RunAsync(environment, [.. arguments, "--config", Configuration()]);
    }

    /// <summary>A configuration file that says what <see cref="Options"/> say, without the secret.</summary>
    /// <summary>What the options classes work out for themselves is no option.</summary>
    private static readonly JsonSerializerOptions OptionsOnly = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public string Configuration()
    {
        var json = JsonSerializer
            .SerializeToNode(Options with { Vte = Options.Vte with { ConnectionString = "" } }, OptionsOnly)!
            .AsObject();
        // What is empty keeps its default; an empty connection string would hide the one of the environment's.
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

    /// <summary>What the state store has of each report, in VTE's order.</summary>
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
