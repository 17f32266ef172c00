using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Simulator.Wats;
using QueueLock = VteBridge.Delivery.Wats.QueueLock;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The destinations `sidecar` and `wats` use the same queue, so a site may change from one to the other at any time.</summary>
public sealed class QueueSharingTests : IAsyncLifetime
{
    private const int Runs = 24;

    private Plant _plant = null!;
    private WatsServer _wats = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Python.WithoutSidecar is not null, Python.WithoutSidecar ?? "");
        _plant = await Plant.EmptyAsync();
        for (var run = 1; run <= Runs; run++)
            _plant.AddRun(minutesAgo: 20 + run, run);
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
        Use(DestinationNames.Wats, new Uri("http://127.0.0.1:1"));
        Assert.Equal(Runs, (await _plant.SyncAsync()).Queued);
        Use(DestinationNames.Wats, _wats.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_plant is null)
            return;
        await _wats.DisposeAsync();
        await _plant.DisposeAsync();
    }

    [Theory]
    [InlineData(DestinationNames.Sidecar, DestinationNames.Wats)]
    [InlineData(DestinationNames.Wats, DestinationNames.Sidecar)]
    public async Task What_one_has_begun_the_other_ends_and_nothing_is_sent_twice(string first, string second)
    {
        using var half = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var accepted = 0;
        // With one upload at a time the run is stopped in the middle, however fast it is.
        var stopped = Destination(first, jobs: 1).ReceiptsAsync(half.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var receipt in stopped)
                if (receipt.Outcome == Outcome.Accepted && ++accepted == Runs / 4)
                    await half.CancelAsync();
        });
        Assert.InRange(_wats.Store.Count, Runs / 4, Runs - 1);

        var rest = await ReceiptsAsync(second);

        Assert.All(rest, r => Assert.Equal(Outcome.Accepted, r.Outcome));
        Assert.Equal((Runs, Runs), (_wats.Store.Count, (int)_wats.Counters.Values.Received));
        Assert.Equal(Runs, _plant.Reports(".completed").Count);
        Use(second, _wats.Address);
        Assert.Equal((Runs, 0), await _plant.SyncAsync() is var sync ? (sync.Accepted, sync.ExitCode) : default);
        Assert.Equal(Runs, (int)_wats.Counters.Values.Received);
    }

    [Theory]
    [InlineData(DestinationNames.Sidecar)]
    [InlineData(DestinationNames.Wats)]
    public async Task While_the_program_drains_nobody_else_does(string other)
    {
        using (QueueLock.Take(_plant.Options.Delivery.Folder))
            Assert.Empty(await ReceiptsAsync(other));
        Assert.Equal(0, (int)_wats.Counters.Values.Received);
        Assert.Equal(Runs, (await ReceiptsAsync(other)).Count);
    }

    [Theory]
    [InlineData(DestinationNames.Sidecar)]
    [InlineData(DestinationNames.Wats)]
    public async Task While_the_sidecar_drains_nobody_else_does(string other)
    {
        using (var holder = HoldByPython(_plant.Options.Delivery.Folder))
        {
            Assert.Empty(await ReceiptsAsync(other));
            holder.Kill();
            await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, (int)_wats.Counters.Values.Received);
        Assert.Equal(Runs, (await ReceiptsAsync(other)).Count);
    }

    private static Process HoldByPython(string folder)
    {
        var code =
            "import sys; from pathlib import Path; from vtebridge_sidecar.folder_lock import FolderLock\n"
            + "with FolderLock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()";
        var start = new ProcessStartInfo(Python.Name, ["-c", code, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["PYTHONPATH"] = Repository.PathOf("src-python") },
        };
        var holder = Process.Start(start)!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        return holder;
    }

    private async Task<List<Receipt>> ReceiptsAsync(string destination)
    {
        var stop = TestContext.Current.CancellationToken;
        return await Destination(destination).ReceiptsAsync(stop).ToListAsync(stop);
    }

    private IDestination Destination(string name, int jobs = 10) =>
        DestinationFactory.Create(
            _plant.Options.Delivery with
            {
                Destination = name,
                Sidecar = _plant.Options.Delivery.Sidecar with { Jobs = jobs },
            },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );

    private void Use(string destination, Uri address) =>
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with
            {
                Destination = destination,
                Sidecar = new SidecarOptions
                {
                    Python = Python.WithPyWats,
                    ServerUrl = address.ToString(),
                    TokenFile = _plant.Folder.WriteSecret("token", "demo"),
                },
            },
        };
}
