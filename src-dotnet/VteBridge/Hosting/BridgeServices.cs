using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Delivery.Sidecar;
using VteBridge.Delivery.Wats;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Hosting;

/// <summary>
/// The services that every verb is composed of. All services of a scope work with the same options. A one-shot verb has
/// one scope; `run` opens one for each cycle, so that each cycle uses the current configuration, schema and password.
/// </summary>
internal static class BridgeServices
{
    /// <param name="options">Returns the options for a scope that is opened now.</param>
    public static IServiceCollection AddVteBridge(
        this IServiceCollection services,
        Func<BridgeOptions> options,
        TimeProvider time,
        ILoggerFactory logs
    )
    {
        services.AddSingleton(options);
        services.AddSingleton(time);
        services.AddSingleton(logs);
        services.TryAddSingleton(typeof(ILogger<>), typeof(Logger<>));
        return services.AddOptionSections(options).AddVte().AddState().AddDelivery().AddSync();
    }

    private static IServiceCollection AddOptionSections(
        this IServiceCollection services,
        Func<BridgeOptions> options
    ) =>
        services
            .AddScoped(_ => options())
            .AddScoped(s => s.GetRequiredService<BridgeOptions>().Vte)
            .AddScoped(s => s.GetRequiredService<BridgeOptions>().Mapping)
            .AddScoped(s => s.GetRequiredService<BridgeOptions>().Sync)
            .AddScoped(s => s.GetRequiredService<BridgeOptions>().Delivery)
            .AddScoped(s => s.GetRequiredService<BridgeOptions>().Delivery.Sidecar)
            .AddScoped(s => s.GetRequiredService<BridgeOptions>().State);

    private static IServiceCollection AddVte(this IServiceCollection services) =>
        services
            .AddScoped<VteClock>()
            .AddScoped(s =>
                ActivatorUtilities.CreateInstance<VteConnection>(s, s.GetRequiredService<ILogger<VteConnection>>())
            );

    /// <summary>One store for the whole process: the state folder cannot change while it runs.</summary>
    private static IServiceCollection AddState(this IServiceCollection services)
    {
        services.TryAddSingleton(new SyncRequestOptions());
        services.AddSingleton(s => new Lazy<StateStore>(s.GetRequiredService<StateStore>));
        return services.AddSingleton(s =>
            StateStore.Open(
                s.GetRequiredService<Func<BridgeOptions>>()().State.Folder,
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<StateStore>>(),
                s.GetRequiredService<SyncRequestOptions>().StartAfresh
            )
        );
    }

    private static IServiceCollection AddDelivery(this IServiceCollection services) =>
        services
            .AddScoped(s =>
                DestinationFactory.Create(
                    s.GetRequiredService<DeliveryOptions>(),
                    s.GetRequiredService<TimeProvider>(),
                    s.GetRequiredService<ILoggerFactory>()
                )
            )
            .AddScoped<SidecarProcess>()
            .AddScoped<ReportVerifier>()
            .AddScoped<SidecarReader>()
            .AddScoped<WatsReader>()
            .AddScoped<IWatsReader>(s =>
                s.GetRequiredService<DeliveryOptions>().Destination == DestinationNames.Wats
                    ? s.GetRequiredService<WatsReader>()
                    : s.GetRequiredService<SidecarReader>()
            );

    private static IServiceCollection AddSync(this IServiceCollection services) => services.AddScoped<SyncServices>();
}

/// <summary>Loads the configuration and lets every part of the program check its options.</summary>
internal static class SiteOptions
{
    private static readonly IReadOnlyList<OptionsValidator> Validators =
    [
        options => VteClockProblems.Of(options.Vte),
        options => MappingProblems.Of(options.Mapping),
    ];

    /// <param name="folder">The base of relative paths; null: the folder of the configuration file, or the current folder without
    /// one.</param>
    /// <exception cref="UsageFailure">A configuration file cannot be read at all.</exception>
    public static LoadedOptions Load(
        string? configFile,
        IReadOnlyDictionary<string, string?> flags,
        string? folder = null
    ) => OptionsLoader.Load(configFile, flags, Validators, folder);
}

/// <summary>One scope of <see cref="BridgeServices"/>: its services share the same options, and each is created once.</summary>
internal sealed class Composition : BridgeScope
{
    private readonly ServiceProvider? _root;
    private readonly AsyncServiceScope _scope;

    /// <summary>The scope of a verb that uses the same options from beginning to end.</summary>
    /// <param name="also">Adds services that only this verb needs.</param>
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

    /// <summary>A scope for one cycle of `run`, with the current options.</summary>
    public static Composition Of(IServiceProvider root) => new(root.CreateAsyncScope());

    protected override IServiceProvider Services => _scope.ServiceProvider;

    public override async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        if (_root is not null)
            await _root.DisposeAsync();
    }
}
