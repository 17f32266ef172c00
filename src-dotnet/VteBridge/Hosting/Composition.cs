using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Sync;

namespace VteBridge.Hosting;

/// <summary>One scope of <see cref="BridgeServices"/>: everything in it works with the same options and is made once.</summary>
internal sealed class Composition : BridgeScope
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

    protected override IServiceProvider Services => _scope.ServiceProvider;

    public override async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        if (_root is not null)
            await _root.DisposeAsync();
    }
}
