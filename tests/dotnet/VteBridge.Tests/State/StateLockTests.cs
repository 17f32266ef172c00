using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.State;

public sealed class StateLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Only_one_writer_has_a_state_folder_at_a_time()
    {
        using (StateLock.Take(_folder.Of("state")))
        {
            var failure = Assert.Throws<StateFailure>(() => StateLock.Take(_folder.Of("state")));
            Assert.Contains("in use by another vtebridge", failure.Message);
        }
        StateLock.Take(_folder.Of("state")).Dispose();
    }

    [Fact]
    public void A_file_that_a_killed_process_left_locks_nobody_out()
    {
        _folder.Write("lock", "");

        StateLock.Take(_folder.Path).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_is_explained()
    {
        var file = _folder.Write("state", "a file");

        Assert.Contains("State:Folder", Assert.Throws<StateFailure>(() => StateLock.Take(file)).Message);
    }

    [Fact]
    public async Task A_second_program_over_one_state_folder_is_told_so_and_does_nothing()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        using var held = StateLock.Take(plant.Options.State.Folder);

        var end = await plant.RunAsync("sync", "--json");

        Assert.Equal(1, end.Code);
        Assert.Contains("in use by another vtebridge", (string)end.Json["error"]!);
        Assert.Empty(plant.Reports());
    }
}
