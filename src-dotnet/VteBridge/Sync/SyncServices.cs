using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Sync;

/// <summary>The services that reading, mapping and delivering need, for one set of options.</summary>
/// <param name="Schemas">Set in a program that makes one cycle after the other; else null.</param>
/// <param name="Slices">Set in a program that makes one cycle after the other; else null.</param>
internal sealed record SyncServices(
    BridgeOptions Options,
    VteConnection Vte,
    VteClock Clock,
    Lazy<StateStore> LazyStore,
    IDestination Destination,
    IWatsReader WatsReader,
    TimeProvider Time,
    ILoggerFactory Logs,
    SyncRequestOptions Request,
    SchemaCache? Schemas = null,
    SliceMemory? Slices = null
)
{
    /// <summary>The state store. It is opened when first needed, so that commands that only look at VTE do not touch it.</summary>
    /// <exception cref="StateFailure">The store is lost, damaged, or cannot be written; the message says what to do.</exception>
    public StateStore Store => LazyStore.Value;

    /// <summary>Names the database that the state folder belongs to. The server is not part of the name: databases move between servers.</summary>
    public string DatabaseName => $"{Vte.Database}/{Options.Vte.Schema}";

    /// <summary>Reads the schema and the database's clock; all work begins with this.</summary>
    /// <exception cref="VteFailure">VTE cannot be read, or its schema has lost something since the last time.</exception>
    public async Task<SyncSession> OpenAsync(CancellationToken stop)
    {
        var schema = Schemas is null
            ? await SchemaReader.ReadAsync(Vte, Options.Vte, stop)
            : await Schemas.ReadAsync(Vte, Options.Vte, stop);
        return Session(schema, await Window.ReadAsync(Vte, Clock, Options.Sync, stop));
    }

    /// <summary>
    /// Adds what reading has cost the server to the record of the day. By then the work is done or has failed, so a cost that
    /// is not known or cannot be recorded is no failure: null.
    /// </summary>
    public async Task<SessionCost?> AddCostAsync(Window window, int cycles, CancellationToken stop)
    {
        try
        {
            if (await Vte.CostAsync(stop) is not { } cost)
                return null;
            var day = DateOnly.FromDateTime(window.Until);
            Store.Add(
                new ServerCost(
                    day,
                    cycles,
                    cost.Cpu,
                    cost.LogicalReads,
                    cost.Reads,
                    cost.Rows,
                    cost.Elapsed,
                    cost.LongestLockWait
                )
            );
            return cost;
        }
        catch (Exception e) when (e is CannotWork or OperationCanceledException)
        {
            return null;
        }
    }

    public SyncSession Session(VteSchema schema, Window window) => new(this, schema, window);

    /// <param name="version">The version of VteBridge that the reports are to name.</param>
    public RunMapper RunMapper(string version) => new(Options.Mapping, Clock, version);

    public RepairMapper RepairMapper(string version) => new(Options.Mapping, Clock, version);
}

/// <summary>VTE as it is at one moment: its schema, its clock, and the sources to read.</summary>
internal sealed class SyncSession(SyncServices services, VteSchema schema, Window window)
{
    /// <summary>The longest pause after each read of a live cycle: new runs must get through, however busy the server is.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    public VteSchema Schema => schema;

    public Window Window => window;

    /// <summary>Runs, then repairs if the site has them and the configuration wants them.</summary>
    public IReadOnlyList<IRowSource> Sources { get; } = [.. SourcesOf(services, schema)];

    public SingleReports SingleReports() => new(Sources, services.Options.State.Folder);

    /// <summary>An ordinary cycle: everything that is new, changed or late.</summary>
    /// <param name="allSteps">Whether to read the steps of the whole look-back, not only where a change is likely.</param>
    public SyncCycle LiveCycle(bool allSteps, CancellationToken finish = default) =>
        Cycle(LivePlan(allSteps), null, finish);

    /// <summary>What <see cref="LiveCycle"/> would do with each candidate. Works on a copy of the store; sends nothing.</summary>
    public IAsyncEnumerable<PlannedReport> PlanAsync(bool allSteps, CancellationToken stop) =>
        PlanAsync((copy, _) => copy.LivePlan(allSteps), null, stop);

    /// <summary>What <see cref="Cycle"/> would do with each candidate of these walks. Works on a copy of the store; sends nothing.</summary>
    /// <param name="plan">Makes the walks from a session and a store, both copies.</param>
    public async IAsyncEnumerable<PlannedReport> PlanAsync(
        Func<SyncSession, StateStore, IWalkPlan> plan,
        ExistingReports? existing,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        using var store = StateStore.OpenCopy(services.Options.State.Folder);
        var onCopy = services with { LazyStore = new(store), Logs = NullLoggerFactory.Instance };
        var session = new SyncSession(onCopy, schema, window);
        session.CheckStore();
        session.Receipts().Recall(services.Destination);
        var sync = new SyncPlan(
            plan(session, store),
            store,
            new SentReports(services.Destination, services.Options.Delivery.KnowsWats ? services.WatsReader : null),
            existing,
            services.Options.Sync,
            services.Clock,
            services.Time
        );
        await foreach (var report in sync.ReportsAsync(window, stop))
            yield return report;
    }

    /// <param name="existing">Asks WATS first which reports it has; null when WATS is not to be asked.</param>
    public SyncCycle Cycle(IWalkPlan plan, ExistingReports? existing = null, CancellationToken finish = default)
    {
        CheckStore();
        var receipts = Receipts();
        return new SyncCycle(
            plan,
            services.Store,
            services.Destination,
            new PageDelivery(services.Destination, receipts, existing, services.Logs.CreateLogger<PageDelivery>()),
            receipts,
            services.Options.Sync,
            services.Time,
            finish
        );
    }

    private LivePlan LivePlan(bool allSteps) =>
        new(
            services.Options.Vte.MaxBusyPercent < 100 ? [.. Sources.Select(s => new PacedSource(s, Pace()))] : Sources,
            services.Store,
            services.Options.Sync,
            services.Clock,
            services.Time,
            services.Logs.CreateLogger<LivePlan>(),
            allSteps,
            services.Slices
        );

    private Pace Pace() =>
        new(
            services.Options.Vte.MaxBusyPercent,
            0,
            services.Vte,
            services.Time,
            services.Logs.CreateLogger<Pace>(),
            LongestRest
        );

    /// <summary>Checks that the store belongs to this database, and that VTE still has every table and column that it had.</summary>
    private void CheckStore()
    {
        services.Store.BelongTo(services.DatabaseName);
        new SchemaGuard(services.Store, services.Time, services.Logs.CreateLogger<SchemaGuard>()).Check(
            schema,
            services.Request.AcceptSchema
        );
    }

    private ReceiptCollector Receipts() =>
        new(services.Store, services.Time, services.Logs.CreateLogger<ReceiptCollector>());

    private static IEnumerable<IRowSource> SourcesOf(SyncServices services, VteSchema schema)
    {
        var options = services.Options;
        var runs = new RunReader(services.Vte, schema, options.Mapping.ComponentsAsAssets);
        var keyless = new KeylessReader(services.Vte, schema);
        var codes = new VerdictCodes(options.Mapping.Codes);
        yield return new RunSource(
            runs,
            options.Vte.PageSize,
            CensusReader.OfRuns(services.Vte, schema),
            keyless,
            services.RunMapper,
            services.Clock,
            codes
        );
        if (options.Sync.Repairs && RepairReader.IsPossible(schema))
            yield return new RepairSource(
                new RepairReader(services.Vte, schema, runs, codes.Failed),
                CensusReader.OfRepairs(services.Vte, schema),
                keyless,
                services.RepairMapper
            );
    }
}

/// <summary>What a person asked for with this command. A service asks for nothing.</summary>
/// <param name="StartAfresh">Go on although the state store is lost.</param>
/// <param name="AcceptSchema">Go on although VTE has lost tables or columns.</param>
internal sealed record SyncRequestOptions(bool StartAfresh = false, bool AcceptSchema = false);
