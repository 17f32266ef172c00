using VteBridge.Core;
using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>`status` and the summary of `sync`, as a script reads them.</summary>
[Collection(SyncedPlantCollection.Name)]
public sealed class StatusTests(SyncedPlant synced)
{
    private readonly Plant _plant = synced.Plant;

    [Fact]
    public async Task Status_counts_what_the_state_folder_knows_and_lists_the_dead_letters()
    {
        var end = await _plant.RunAsync("status", "--json", "--days", "100000");

        Assert.Equal(0, end.Code);
        var recorded = _plant.Recorded();
        Assert.Equal(recorded.Count(e => e.Outcome == Outcome.Queued), (int)end.Json["outcomes"]!["Queued"]!);
        Assert.Equal(recorded.Count(e => e.Outcome == Outcome.Excluded), (int)end.Json["outcomes"]!["Excluded"]!);
        Assert.Equal(
            _plant.DeadLetters().Keys.Order(),
            end.Json["deadLetters"]!.AsArray().Select(d => Guid.Parse((string)d!["id"]!)).Order()
        );
        Assert.Equal(synced.First.Flags["no-steps"], (int)end.Json["flags"]!["no-steps"]!);
    }

    [Fact]
    public async Task Nobody_takes_reports_out_of_a_directory() =>
        Assert.Contains(
            $": {_plant.Reports().Count} reports\n",
            (await _plant.RunAsync("status")).Output,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    public async Task No_days_are_a_mistake_and_not_an_answer(string days)
    {
        var end = await _plant.RunAsync("status", "--days", days);

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains($"--days: {days} is out of range", end.Errors + end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sync_ends_with_one_object_of_what_it_did()
    {
        var end = await _plant.RunAsync("sync", "--json");

        Assert.Equal(0, end.Code);
        Assert.Equal(synced.Second.RunsRead, (int)end.Json["runsRead"]!);
        Assert.Equal(synced.Second.Unchanged, (int)end.Json["unchanged"]!);
        Assert.Equal((0, 0), ((int)end.Json["delivered"]!["accepted"]!, (int)end.Json["delivered"]!["queued"]!));
        Assert.Equal((0, 0), ((int)end.Json["rejected"]!, (int)end.Json["deadLetters"]!));
        Assert.Equal(synced.Second.Checkpoint, (DateTime)end.Json["checkpoint"]!);
        Assert.True((double)end.Json["elapsedSeconds"]! > 0);
    }
}
