using Microsoft.Extensions.DependencyInjection;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Sync;

/// <summary>
/// The services of one set of options. Each is made once, when it is first asked for: whoever looks at the destination
/// needs no connection string that is in order.
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

    /// <summary>The state store, opened to work with it.</summary>
    /// <exception cref="StateFailure">It is lost, damaged, or cannot be written; says what to do.</exception>
    public StateStore Store => Get<StateStore>();

    public SyncServices Sync => Get<SyncServices>();

    public IDestination Destination => Get<IDestination>();

    public ReportVerifier Verifier() => Get<ReportVerifier>();

    public IWatsReader WatsReader() => Get<IWatsReader>();

    /// <summary>Reads the schema and the database's clock, with which all work begins.</summary>
    public Task<SyncSession> OpenAsync(CancellationToken stop) => Sync.OpenAsync(stop);

    public Task<VteSchema> SchemaAsync(CancellationToken stop) => SchemaReader.ReadAsync(Vte, Options.Vte, stop);

    public Task<Window> WindowAsync(CancellationToken stop) => Window.ReadAsync(Vte, Clock, Options.Sync, stop);

    public abstract ValueTask DisposeAsync();
}
