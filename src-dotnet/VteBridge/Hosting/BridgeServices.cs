using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Delivery.Sidecar;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Hosting;

/// <summary>
/// What every verb is composed of, area by area. A scope works with one set of options: a one-shot verb has one scope,
/// `run` opens one for each cycle, so that a changed configuration, schema or password is seen.
/// </summary>
internal static class BridgeServices
{
    /// <param name="options">The options of a scope that is opened now.</param>
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
        return services.AddOptionSections(options).AddVte().AddMapping().AddState().AddDelivery().AddSync();
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

    /// <summary>The schema is read by <see cref="Composition.SchemaAsync"/> before anything that needs it is asked for.</summary>
    private static IServiceCollection AddVte(this IServiceCollection services) =>
        services
            .AddScoped<VteClock>()
            .AddScoped(s =>
                ActivatorUtilities.CreateInstance<VteConnection>(s, s.GetRequiredService<ILogger<VteConnection>>())
            )
            .AddScoped<SchemaHolder>()
            .AddScoped(s => s.GetRequiredService<SchemaHolder>().Schema)
            .AddScoped(s => new RunReader(
                s.GetRequiredService<VteConnection>(),
                s.GetRequiredService<SchemaHolder>().Schema,
                s.GetRequiredService<VteOptions>().PageSize,
                s.GetRequiredService<MappingOptions>().ComponentsAsAssets
            ))
            .AddScoped(s => new RepairReader(
                s.GetRequiredService<VteConnection>(),
                s.GetRequiredService<SchemaHolder>().Schema,
                s.GetRequiredService<RunReader>(),
                s.GetRequiredService<VerdictCodes>().Failed
            ));

    private static IServiceCollection AddMapping(this IServiceCollection services) =>
        services
            .AddScoped(s => new VerdictCodes(s.GetRequiredService<MappingOptions>().Codes))
            .AddScoped(s => ActivatorUtilities.CreateInstance<RunMapper>(s, ProgramInfo.Version))
            .AddScoped(s => ActivatorUtilities.CreateInstance<RepairMapper>(s, ProgramInfo.Version));

    private static IServiceCollection AddState(this IServiceCollection services) =>
        services
            .AddScoped(s => ActivatorUtilities.CreateInstance<Journal>(s, s.StateFolder()))
            .AddScoped(s => ActivatorUtilities.CreateInstance<DeadLetters>(s, s.StateFolder()))
            .AddScoped(s => ActivatorUtilities.CreateInstance<CheckpointFile>(s, s.StateFolder()));

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
            .AddScoped<Verifier>();

    private static IServiceCollection AddSync(this IServiceCollection services) =>
        services.AddScoped<Completeness>().AddScoped<RunSource>().AddScoped<RepairSource>().AddScoped<Receipts>();

    private static string StateFolder(this IServiceProvider services) =>
        services.GetRequiredService<StateOptions>().Folder;
}
