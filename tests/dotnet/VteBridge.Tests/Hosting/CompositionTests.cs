using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Monitoring;
using VteBridge.Sync;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Hosting;

public sealed class CompositionTests
{
    private static readonly BridgeOptions Options = new()
    {
        Vte = new VteOptions { ConnectionString = "Server=x;Database=VTE", TimeZone = "UTC" },
        Mapping = new MappingOptions { DefaultProcessCode = 1 },
        State = new StateOptions { Folder = Path.Combine(Path.GetTempPath(), $"vtebridge-{Guid.NewGuid():n}") },
    };

    [Fact]
    public async Task Every_registered_service_can_be_made()
    {
        var services = Services();
        var ours = services.Where(s => s.ServiceType.Assembly == typeof(Composition).Assembly).ToList();
        Assert.True(ours.Count > 15, $"only {ours.Count} services");
        await using var root = services.BuildServiceProvider(validateScopes: true);
        await using var scope = root.CreateAsyncScope();

        Assert.All(ours, s => Assert.NotNull(scope.ServiceProvider.GetRequiredService(s.ServiceType)));
    }

    [Fact]
    public async Task A_scope_keeps_its_options_and_the_next_has_the_new_ones()
    {
        var current = Options;
        var services = new ServiceCollection().AddVteBridge(
            () => current,
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await using var root = services.BuildServiceProvider(validateScopes: true);
        await using var first = Composition.Of(root);
        Assert.Equal("VTE", first.Vte.Database);

        current = Options with { Vte = Options.Vte with { ConnectionString = "Server=x;Database=OTHER" } };
        await using var second = Composition.Of(root);

        Assert.Equal(("VTE", "OTHER"), (first.Vte.Database, second.Vte.Database));
        Assert.Same(first.Vte, first.Get<VteConnection>());
        Assert.NotSame(first.Vte, second.Vte);
    }

    private static IServiceCollection Services() =>
        new ServiceCollection()
            .AddVteBridge(() => Options, TimeProvider.System, NullLoggerFactory.Instance)
            .AddMonitoring(Options, new RecentWarnings())
            .AddLoop(
                new LiveOptions(Options, [], () => throw new NotSupportedException(), NullLogger<LiveOptions>.Instance),
                Options
            );
}
