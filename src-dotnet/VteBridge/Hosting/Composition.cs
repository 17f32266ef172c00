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

/// <summary>The one place that makes the long-lived parts and joins them.</summary>
internal sealed class Composition(BridgeOptions options, TimeProvider time, ILoggerFactory logs) : IAsyncDisposable
{
    public BridgeOptions Options { get; } = options;
    public TimeProvider Time { get; } = time;
    public ILoggerFactory Logs { get; } = logs;
    public VteClock Clock { get; } = new(options.Vte);
    public VteConnection Vte { get; } = new(options.Vte, time, logs.CreateLogger<VteConnection>());
    public RunMapper RunMapper => new(Options.Mapping, Clock, ProgramInfo.Version);
    public RepairMapper RepairMapper => new(Options.Mapping, Clock, ProgramInfo.Version);
    public DeadLetters DeadLetters => new(Options.State.Folder, Logs.CreateLogger<DeadLetters>());
    public CheckpointFile CheckpointFile => new(Options.State.Folder, Time);
    public Journal Journal => new(Options.State.Folder, Logs.CreateLogger<Journal>());

    /// <summary>Whose positions a state folder holds. The server is not part of it: databases move between servers.</summary>
    public string DatabaseName => $"{Vte.Database}/{Options.Vte.Schema}";

    public IDestination Destination() => DestinationFactory.Create(Options.Delivery, Time, Logs);

    public Task<VteSchema> SchemaAsync(CancellationToken stop) => SchemaReader.ReadAsync(Vte, Options.Vte, stop);

    public RunReader Runs(VteSchema schema) =>
        new(Vte, schema, Options.Vte.PageSize, Options.Mapping.ComponentsAsAssets);

    public RunSource RunSource(VteSchema schema) => new(Runs(schema), RunMapper, Clock, new Completeness(Options.Sync));

    /// <summary>Null where the site has no repairs, or they are not wanted.</summary>
    public RepairSource? RepairSource(VteSchema schema) =>
        Options.Sync.Repairs && RepairReader.IsPossible(schema)
            ? new(
                new RepairReader(Vte, schema, Runs(schema), new VerdictCodes(Options.Mapping.Codes).Failed),
                RepairMapper
            )
            : null;

    public IReadOnlyList<ISource> Sources(VteSchema schema) =>
        RepairSource(schema) is { } repairs ? [RunSource(schema), repairs] : [RunSource(schema)];

    public Lookup Lookup(VteSchema schema, Journal journal) =>
        new(Runs(schema), RunSource(schema), RepairSource(schema), journal, DeadLetters);

    public Task<Window> WindowAsync(CancellationToken stop) => Window.ReadAsync(Vte, Clock, Options.Sync, stop);

    public Settlement Settlement(Journal journal, bool force = false, KnownReports? known = null) =>
        new(journal, DeadLetters, Time, Logs.CreateLogger<Settlement>(), force, known);

    public Receipts Receipts(Journal journal) => new(journal, DeadLetters, Time, Logs.CreateLogger<Receipts>());

    public Verifier Verifier() =>
        new(
            Options.Delivery.Sidecar,
            new SidecarProcess(Options.Delivery.Sidecar, Time, Logs.CreateLogger<SidecarProcess>())
        );

    /// <param name="finish">Asks the cycle to end after the page under way.</param>
    public SyncCycle Pass(VteSchema schema, CancellationToken finish = default) => Pass(schema, Journal, finish);

    private SyncCycle Pass(VteSchema schema, Journal journal, CancellationToken finish) =>
        new(
            Sources(schema),
            Destination(),
            Settlement(journal),
            Receipts(journal),
            new CheckpointPositions(
                CheckpointFile,
                DatabaseName,
                Options.Sync,
                Clock.Spread,
                Logs.CreateLogger<CheckpointPositions>()
            ),
            Time,
            finish
        );

    public ValueTask DisposeAsync() => Vte.DisposeAsync();
}
