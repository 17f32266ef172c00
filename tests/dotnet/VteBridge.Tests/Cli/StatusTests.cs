using VteBridge.Core;
using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>`status` and the summary of `sync`: what a script reads.</summary>
[Collection(PassedPlantCollection.Name)]
public sealed class StatusTests(PassedPlant passed)
{
    private readonly Plant _plant = passed.Plant;

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
        Assert.Equal(passed.First.Flags["no-steps"], (int)end.Json["flags"]!["no-steps"]!);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    public async Task No_days_are_a_mistake_and_not_an_answer(string days)
    {
        var end = await _plant.RunAsync("status", "--days", days);

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains($"--days: {days} are no days", end.Errors + end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_ends_with_one_object_of_what_it_did()
    {
        var end = await _plant.RunAsync("sync", "--json");

        Assert.Equal(0, end.Code);
        Assert.Equal(passed.Second.RunsRead, (int)end.Json["runsRead"]!);
        Assert.Equal(passed.Second.Unchanged, (int)end.Json["unchanged"]!);
        Assert.Equal((0, 0), ((int)end.Json["delivered"]!["accepted"]!, (int)end.Json["delivered"]!["queued"]!));
        Assert.Equal((0, 0), ((int)end.Json["rejected"]!, (int)end.Json["deadLetters"]!));
        Assert.Equal(passed.Second.Checkpoint, (DateTime)end.Json["checkpoint"]!);
        Assert.True((double)end.Json["elapsedSeconds"]! > 0);
    }
}
