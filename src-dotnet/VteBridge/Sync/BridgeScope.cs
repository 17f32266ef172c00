using Microsoft.Extensions.DependencyInjection;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Sync;

/// <summary>
/// The services of one set of options. Each is made when it is first asked for, so that a command that only looks at the
/// destination needs no valid connection string.
/// </summary>
internal abstract class BridgeScope : IAsyncDisposable
{
    protected abstract IServiceProvider Services { get; }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public BridgeOptions Options => Get<BridgeOptions>();
    public TimeProvider Time => Get<TimeProvider>();
    public ILoggerFactory Logs => Get<ILoggerFactory>();
    public VteClock Clock => Get<VteClock>();
    public VteConnection Vte => Get<VteConnection>();

    /// <summary>The state store, opened for reading and writing.</summary>
    /// <exception cref="StateFailure">The store is lost, damaged, or cannot be written; the message says what to do.</exception>
    public StateStore Store => Get<StateStore>();

    public SyncServices Sync => Get<SyncServices>();

    public IDestination Destination => Get<IDestination>();

    public ReportVerifier Verifier() => Get<ReportVerifier>();

    public IWatsReader WatsReader() => Get<IWatsReader>();

    /// <summary>Reads the schema and the database's clock; all work begins with this.</summary>
    public Task<SyncSession> OpenAsync(CancellationToken stop) => Sync.OpenAsync(stop);

    public Task<VteSchema> SchemaAsync(CancellationToken stop) => SchemaReader.ReadAsync(Vte, Options.Vte, stop);

    public Task<Window> WindowAsync(CancellationToken stop) => Window.ReadAsync(Vte, Clock, Options.Sync, stop);

    public abstract ValueTask DisposeAsync();
}
