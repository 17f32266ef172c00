using VteBridge.Configuration;
using VteBridge.State;

namespace VteBridge.Tests.Chaos;

public sealed class TwoInstancesTests
{
    [Fact]
    public async Task A_second_instance_on_a_state_folder_is_refused_in_one_sentence_and_changes_nothing()
    {
        await using var plant = await CrashPlant.StartAsync();
        using var folder = new WorkFolder();
        var bridge = new BridgeProcess(plant.Settings(folder, DestinationNames.Directory, 50));
        using (InstanceLock.Take(folder.State))
        {
            var (code, _, errors) = await bridge.RunAsync(null, "sync");
            Assert.Equal(ExitCode.Unexpected, code);
            Assert.Contains("in use by another vtebridge", errors, StringComparison.Ordinal);
            Assert.DoesNotContain(Directory.GetFileSystemEntries(folder.State), f => f.Contains("vtebridge.db"));
            Assert.False(Directory.Exists(folder.Destination));
        }

        // Of two processes started at once, one is refused or waits for the other. The result must be that of a single sync.
        var both = await Task.WhenAll(bridge.SyncAsync(), bridge.SyncAsync());
        Assert.Contains(both, b => b.Code is 0 or 5);
        Assert.All(
            both,
            b =>
                Assert.True(
                    b.Code is 0 or 5 || b.Errors.Contains("in use by another", StringComparison.Ordinal),
                    b.Errors
                )
        );
        Assert.Equal([], plant.Before.Differences(Expected.Read(folder)));
    }
}
