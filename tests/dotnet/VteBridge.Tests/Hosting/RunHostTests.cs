using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Monitoring;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Hosting;

public sealed class RunHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_part_that_fails_ends_run_with_its_failure()
    {
        await using var host = Host(_ => throw new InvalidOperationException("the loop broke"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            host.RunAsync(TestContext.Current.CancellationToken)
        );

        Assert.Equal("the loop broke", failure.Message);
    }

    [Fact]
    public async Task Being_stopped_is_no_failure()
    {
        using var stop = new CancellationTokenSource();
        await using var host = Host(async stopping =>
        {
            await stop.CancelAsync();
            stopping.ThrowIfCancellationRequested();
        });

        await host.RunAsync(stop.Token);
    }

    public void Dispose() => _folder.Dispose();

    private RunHost Host(Func<CancellationToken, Task> work)
    {
        var options = new BridgeOptions
        {
            Vte = new VteOptions
            {
                ConnectionString = "Server=127.0.0.1,1;Connect Timeout=1",
                TimeZone = "UTC",
                Retries = 0,
            },
            Mapping = new MappingOptions { DefaultProcessCode = 1 },
            Schedule = new ScheduleOptions { StopTimeout = TimeSpan.Zero },
            Health = new HealthOptions { Url = "" },
            State = new StateOptions { Folder = Directory.CreateDirectory(_folder.Of("state")).FullName },
        };
        var live = new LiveOptions(
            options,
            [],
            () => throw new NotSupportedException(),
            NullLogger<LiveOptions>.Instance
        );
        return RunHost.Create(
            live,
            NullLoggerFactory.Instance,
            new RecentWarnings(),
            key: null,
            services =>
                services.AddSingleton<IHostedService>(s => new Background(
                    work,
                    s.GetRequiredService<IHostApplicationLifetime>()
                ))
        );
    }
}
