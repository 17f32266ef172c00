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

    /// <summary>The state store, opened to work with it.</summary>
    /// <exception cref="StateFailure">It is lost, damaged, or cannot be written; says what to do.</exception>
    public StateStore Store => Get<StateStore>();

    public SyncServices Sync => Get<SyncServices>();

    public IDestination Destination => Get<IDestination>();

    public IReportVerifier Verifier() => Get<IReportVerifier>();

    /// <summary>Reads the schema and the database's clock, with which all work begins.</summary>
    public Task<SyncSession> OpenAsync(CancellationToken stop) => Sync.OpenAsync(stop);

    public Task<VteSchema> SchemaAsync(CancellationToken stop) => SchemaReader.ReadAsync(Vte, Options.Vte, stop);

    public Task<Window> WindowAsync(CancellationToken stop) => Window.ReadAsync(Vte, Clock, Options.Sync, stop);

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        if (_root is not null)
            await _root.DisposeAsync();
    }
}
