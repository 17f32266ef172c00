using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// Disks that are full, read-only or missing, and paths that are blocked: a cycle stops with a clear message and the next one continues.
/// </summary>
public sealed class DiskTests : IAsyncLifetime
{
    private readonly WorkFolder _folder = new();
    private ChaosPlant _plant = null!;
    private Expected _expected = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await ChaosPlant.TidyAsync(runs: 60);
        _expected = await _plant.UndisturbedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _plant.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_full_destination_disk_stops_the_sync_and_loses_nothing()
    {
        using var disk = TmpFs.Mount(_folder.Destination, 100);
        var ledger = new Ledger(_folder.Destination);
        var summary = await CycleAsync();
        Assert.Equal(ExitCode.DestinationUnavailable, summary.ExitCode);
        Assert.StartsWith(
            $"'{_folder.Destination}' cannot be written to:",
            summary.DestinationTrouble,
            StringComparison.Ordinal
        );
        ledger.Observe();
        Assert.InRange(ledger.Drops, 1, _expected.Reports.Count - 1);

        disk.Resize(10_000);
        await NextCycleCompletesAsync(ledger);
    }

    [Fact]
    public async Task A_full_disk_of_the_state_folder_sends_nothing_twice()
    {
        using var disk = TmpFs.Mount(_folder.State, 200);
        var ledger = new Ledger(_folder.Destination);
        var failure = await Assert.ThrowsAsync<StateFailure>(CycleAsync);
        Assert.Contains("is full", failure.Message, StringComparison.Ordinal);
        ledger.Observe();

        disk.Resize(10_000);
        await NextCycleCompletesAsync(ledger);
    }

    [Fact]
    public async Task A_disk_with_less_room_than_configured_is_not_touched()
    {
        var options = Options();
        var summary = await _plant.CycleAsync(
            options with
            {
                Delivery = options.Delivery with { MinFreeMegabytes = long.MaxValue / 2_000_000 },
            }
        );
        Assert.Equal(ExitCode.DestinationUnavailable, summary.ExitCode);
        Assert.Contains("Delivery:MinFreeMegabytes", summary.DestinationTrouble, StringComparison.Ordinal);
        Assert.Empty(Expected.Files(_folder.Destination));
        await NextCycleCompletesAsync();
    }

    [Fact]
    public async Task A_read_only_destination_is_said_plainly()
    {
        using var disk = TmpFs.Mount(_folder.Destination, 10_000);
        disk.MakeReadOnly(true);
        var summary = await CycleAsync();
        Assert.Equal(ExitCode.DestinationUnavailable, summary.ExitCode);
        Assert.Contains("cannot be written to", summary.DestinationTrouble, StringComparison.Ordinal);
        disk.MakeReadOnly(false);
        await NextCycleCompletesAsync();
    }

    [Fact]
    public void A_read_only_state_folder_is_said_plainly_and_not_taken_for_another_instance()
    {
        using var disk = TmpFs.Mount(_folder.State, 1000);
        InstanceLock.Take(_folder.State).Dispose();
        disk.MakeReadOnly(true);
        var failure = Assert.Throws<StateFailure>(() => InstanceLock.Take(_folder.State));
        Assert.Contains("cannot be written", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_destination_folder_that_vanishes_and_comes_back_loses_nothing_and_one_that_is_a_file_is_said_plainly()
    {
        await File.WriteAllTextAsync(_folder.Destination, "in the way", TestContext.Current.CancellationToken);
        var summary = await CycleAsync();
        Assert.Equal(ExitCode.DestinationUnavailable, summary.ExitCode);
        Assert.Contains(_folder.Destination, summary.DestinationTrouble, StringComparison.Ordinal);
        File.Delete(_folder.Destination);
        await NextCycleCompletesAsync();

        Directory.Delete(_folder.Destination, recursive: true);
        Assert.Equal((0, 0), ((await CycleAsync()).ExitCode, Expected.Files(_folder.Destination).Count()));
    }

    [Fact]
    public async Task A_folder_where_a_report_should_go_stops_the_sync_there_and_loses_nothing()
    {
        var name = Path.Combine(_folder.Destination, _expected.Reports.Keys.ElementAt(20) + ".json");
        Directory.CreateDirectory(Path.Combine(name, "not empty"));
        var ledger = new Ledger(_folder.Destination);
        var summary = await CycleAsync();
        Assert.Equal(ExitCode.DestinationUnavailable, summary.ExitCode);
        ledger.Observe();
        Directory.Delete(name, recursive: true);
        await NextCycleCompletesAsync(ledger);
    }

    [Fact]
    public async Task A_report_that_another_process_holds_open_stops_the_sync_and_loses_nothing()
    {
        await CycleAsync();
        Directory.Delete(_folder.State, recursive: true);
        var file = Expected.Files(_folder.Destination).First();
        await using (var held = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None))
            Assert.Equal(ExitCode.DestinationUnavailable, (await CycleAsync()).ExitCode);
        await NextCycleCompletesAsync();
    }

    private async Task NextCycleCompletesAsync(Ledger? ledger = null)
    {
        using var tally = new Tally("disk");
        Assert.Equal(0, (await CycleAsync()).ExitCode);
        Assert.Empty(Directory.GetFiles(_folder.Destination, "*.tmp"));
        ledger?.Observe();
        tally.Add(
            TestContext.Current.TestMethod?.MethodName ?? "",
            _expected.Differences(Expected.Read(_folder)),
            [.. ledger?.Duplicates() ?? []],
            _expected.Reports.Count,
            faults: 1
        );
        tally.AssertNothingLostAndNothingTwice();
    }

    private BridgeOptions Options() => _plant.Options(_folder, pageSize: 20);

    private Task<SyncSummary> CycleAsync() => _plant.CycleAsync(Options());
}
