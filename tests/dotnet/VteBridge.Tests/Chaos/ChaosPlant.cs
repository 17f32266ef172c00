using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Sync;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Simulator.Vte;

namespace VteBridge.Tests.Chaos;

/// <summary>A plant served over the real protocol with a clock that the test moves, and sync cycles of the real program on it.</summary>
internal sealed class ChaosPlant : IAsyncDisposable
{
    public const string Zone = "Europe/Oslo";

    private readonly string _zone;

    private ChaosPlant(PlantOptions options, string zone, DrivenClock clock, VteDatabase database, VteServer server) =>
        (Plant, _zone, Clock, Database, Server) = (options, zone, clock, database, server);

    public PlantOptions Plant { get; }
    public DrivenClock Clock { get; }
    public VteDatabase Database { get; }
    public VteServer Server { get; }

    /// <summary>A plant with all odd runs and no ordinary ones: small, and the hardest to sync.</summary>
    public static Task<ChaosPlant> OddAsync() => StartAsync(new PlantOptions { Runs = 0 });

    /// <summary>A plant of twelve ordinary runs with three steps each, for tests of the sync cycle and not of the rows.</summary>
    public static Task<ChaosPlant> TidyAsync(int runs = 12) =>
        StartAsync(
            new PlantOptions
            {
                Runs = runs,
                OddRuns = false,
                Steps = 3,
            }
        );

    /// <param name="ddl">Used instead of the schema's own create script.</param>
    public static async Task<ChaosPlant> StartAsync(PlantOptions options, string? ddl = null, string zoneId = Zone)
    {
        var zone = ServerZone.Of(zoneId);
        var end = zone.At(options.End);
        var clock = new DrivenClock(end.AddMinutes(5));
        var database = VteDatabase.Create(ddl ?? ReferenceSchema.Ddl(options.Schema));
        database.Insert(SamplePlant.Rows(options));
        var server = await VteServer.StartAsync(new VteServerOptions { Clock = clock, Zone = zone }, database);
        return new ChaosPlant(options, zoneId, clock, database, server);
    }

    /// <summary>Without pooling, because SqlClient's pool would repeat a failed login's error for some seconds.</summary>
    public string ConnectionString => Server.ConnectionString + ";Pooling=false";

    public BridgeOptions Options(
        WorkFolder folder,
        string destination = DestinationNames.Directory,
        int pageSize = 60
    ) =>
        new()
        {
            Vte = new VteOptions
            {
                ConnectionString = ConnectionString,
                TimeZone = _zone,
                PageSize = pageSize,
                Schema = SchemaNames.Of(Plant.Schema),
                RetryDelay = TimeSpan.FromMilliseconds(1),
            },
            Sync = new SyncOptions { LookBack = TimeSpan.FromHours(3) },
            Mapping = new MappingOptions { DefaultProcessCode = 10 },
            Delivery = new DeliveryOptions
            {
                Destination = destination,
                Folder = folder.Destination,
                FlushToDisk = false,
                MinFreeMegabytes = 0,
            },
            State = new StateOptions { Folder = folder.State },
        };

    /// <summary>Runs one cycle as `sync` does, in this process.</summary>
    public async Task<SyncSummary> CycleAsync(
        BridgeOptions options,
        ILoggerFactory? logs = null,
        TimeProvider? time = null
    )
    {
        var stop = TestContext.Current.CancellationToken;
        await using var parts = new Composition(options, time ?? Clock, logs ?? NullLoggerFactory.Instance);
        var schema = await parts.SchemaAsync(stop);
        var window = await parts.WindowAsync(stop);
        return await parts
            .Sync.Session(schema, window)
            .LiveCycle(allSteps: true)
            .RunAsync(window, new NoProgress(), stop);
    }

    /// <summary>What an undisturbed cycle makes of the database in its present state.</summary>
    public async Task<Expected> UndisturbedAsync(Func<BridgeOptions, BridgeOptions>? change = null)
    {
        using var folder = new WorkFolder();
        var options = Options(folder, pageSize: 200);
        await CycleAsync(change?.Invoke(options) ?? options);
        return Expected.Read(folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Database.Dispose();
    }

    private sealed class NoProgress : IProgress<CycleProgress>
    {
        public void Report(CycleProgress value) { }
    }
}
