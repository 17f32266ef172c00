using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>A receipt settles only the report, and the version of it, for which it is.</summary>
public sealed class SidecarReceiptTests : FakeSidecarTest
{
    /// <summary>The receipt is for a report that was sent before the run was edited, so it says nothing about the edit.</summary>
    [Theory]
    [InlineData("Accepted")]
    [InlineData("Rejected")]
    public async Task A_receipt_for_an_earlier_version_does_not_settle_the_newer(string outcome)
    {
        await using var plant = await Plant.EmptyAsync();
        var run = plant.AddRun(minutesAgo: 20, sequence: 1);
        using var python = new FakePython(
            $"echo '{{\"id\":\"{run}\",\"outcome\":\"{outcome}\",\"sha256\":\"{new string('0', 64)}\"}}'\necho '{Done}'"
        );
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.Sidecar, Sidecar = python.Options },
        };

        var summary = await plant.SyncAsync();

        Assert.Equal((0, 0, 1), (summary.Accepted, summary.Rejected, summary.Queued));
        Assert.Equal(Outcome.Queued, Assert.Single(plant.Recorded()).Outcome);
        Assert.Empty(plant.DeadLetters());
    }

    [Fact]
    public async Task A_refusal_of_a_report_that_the_store_does_not_know_is_a_dead_letter()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 20, sequence: 1);
        using var python = new FakePython(
            $"echo '{{\"id\":\"{Id}\",\"outcome\":\"Rejected\",\"message\":\"$.sn: is empty\"}}'\necho '{Done}'"
        );
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.Sidecar, Sidecar = python.Options },
        };

        var summary = await plant.SyncAsync();

        Assert.Equal((1, ExitCode.DeadLetters), (summary.DeadLetters, summary.ExitCode));
        Assert.Contains("$.sn: is empty", plant.DeadLetters()[Id].What);
    }
}
