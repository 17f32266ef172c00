using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Delivery.Sidecar;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Hosting;

/// <summary>One scope of <see cref="BridgeServices"/>: everything in it works with the same options and is made once.</summary>
internal sealed class Composition : IAsyncDisposable
{
    private readonly ServiceProvider? _root;
    private readonly AsyncServiceScope _scope;

    /// <summary>For a verb that works with one set of options from its beginning to its end.</summary>
    /// <param name="also">Adds what only this verb needs.</param>
    public Composition(
        BridgeOptions options,
        TimeProvider time,
        ILoggerFactory logs,
        Action<IServiceCollection>? also = null
    )
    {
        var services = new ServiceCollection().AddVteBridge(() => options, time, logs);
        also?.Invoke(services);
        _root = services.BuildServiceProvider(validateScopes: true);
        _scope = _root.CreateAsyncScope();
    }

    private Composition(AsyncServiceScope scope) => _scope = scope;

    /// <summary>For one cycle of `run`, with the options as they are now.</summary>
    public static Composition Of(IServiceProvider root) => new(root.CreateAsyncScope());

    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public BridgeOptions Options => Get<BridgeOptions>();
    public TimeProvider Time => Get<TimeProvider>();
    public ILoggerFactory Logs => Get<ILoggerFactory>();
    public VteClock Clock => Get<VteClock>();
    public VteConnection Vte => Get<VteConnection>();
    public RunMapper RunMapper => Get<RunMapper>();
    public RepairMapper RepairMapper => Get<RepairMapper>();
    public DeadLetters DeadLetters => Get<DeadLetters>();
    public Journal Journal => Get<Journal>();
    public CheckpointFile CheckpointFile => Get<CheckpointFile>();

    /// <summary>Whose positions a state folder holds. The server is not part of it: databases move between servers.</summary>
    public string DatabaseName => $"{Vte.Database}/{Options.Vte.Schema}";

    public IDestination Destination() => Get<IDestination>();

    /// <summary>Reads the schema once; what needs it can be asked for afterwards.</summary>
    public async Task<VteSchema> SchemaAsync(CancellationToken stop) =>
        Get<SchemaHolder>().Schema = await SchemaReader.ReadAsync(Vte, Options.Vte, stop);

    public RunReader Runs(VteSchema schema) => Get<RunReader>();

    public RunSource RunSource(VteSchema schema) => Get<RunSource>();

    /// <summary>Null where the site has no repairs, or they are not wanted.</summary>
    public RepairSource? RepairSource(VteSchema schema) =>
        Options.Sync.Repairs && RepairReader.IsPossible(schema) ? Get<RepairSource>() : null;

    public IReadOnlyList<ISource> Sources(VteSchema schema) =>
        RepairSource(schema) is { } repairs ? [RunSource(schema), repairs] : [RunSource(schema)];

    public Lookup Lookup(VteSchema schema, Journal journal) =>
        new(Runs(schema), RunSource(schema), RepairSource(schema), journal, DeadLetters);

    public Task<Window> WindowAsync(CancellationToken stop) => Window.ReadAsync(Vte, Clock, Options.Sync, stop);

    public Settlement Settlement(Journal journal, bool force = false, KnownReports? known = null) =>
        new(journal, DeadLetters, Time, Logs.CreateLogger<Settlement>(), force, known);

    public Receipts Receipts(Journal journal) => new(journal, DeadLetters, Time, Logs.CreateLogger<Receipts>());

    public Verifier Verifier() => Get<Verifier>();

    /// <param name="finish">Asks the cycle to end after the page under way.</param>
    public SyncCycle Pass(VteSchema schema, CancellationToken finish = default) =>
        new(
            Sources(schema),
            Destination(),
            Settlement(Journal),
            Get<Receipts>(),
            new CheckpointPositions(
                Get<CheckpointFile>(),
                DatabaseName,
                Options.Sync,
                Clock.Spread,
                Logs.CreateLogger<CheckpointPositions>()
            ),
            Time,
            finish
        );

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        if (_root is not null)
            await _root.DisposeAsync();
    }
}
