using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Delivery;

namespace VteBridge.Tests.EndToEnd;

/// <summary>An installation whose destination is changed while reports wait in the queue of the old one.</summary>
public sealed class StrandedReportsTests
{
    private const string What = "1 reports wait in";

    [Fact]
    public async Task What_waits_in_our_own_queue_is_told_by_sync_status_and_doctor_while_another_destination_is_configured()
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        var (folder, queue) = (plant.Options, plant.Folder.Of("state/queue"));
        plant.Options = folder with
        {
            Delivery = folder.Delivery with
            {
                Destination = DestinationNames.Sidecar,
                Folder = queue,
                Sidecar = new() { Python = plant.Folder.Of("no-python") },
            },
        };
        Assert.Equal(ExitCode.DestinationUnavailable, (await plant.RunAsync("sync")).Code);
        Assert.Null(await StatusAsync(plant));

        plant.Options = folder;
        Assert.Contains(What, (await plant.RunAsync("sync")).Errors, StringComparison.Ordinal);
        Assert.Contains(queue, await StatusAsync(plant), StringComparison.Ordinal);
        var left = Assert.Single(await FindingsAsync(plant));
        Assert.Equal("warning", (string?)left!["level"]);
        Assert.Contains("reconcile --repair", (string?)left["fix"], StringComparison.Ordinal);

        Directory.Delete(queue, recursive: true);
        Assert.DoesNotContain(What, (await plant.RunAsync("sync")).Errors, StringComparison.Ordinal);
        Assert.Null(await StatusAsync(plant));
        Assert.Empty(await FindingsAsync(plant));
    }

    [Theory]
    [InlineData(DestinationNames.Sidecar)]
    [InlineData(DestinationNames.QueueFolder)]
    public void The_folder_of_the_destination_is_not_left_behind_however_it_is_written(string destination)
    {
        using var folder = new TemporaryFolder();
        var queue = Directory.CreateDirectory(folder.Of("queue")).FullName;
        File.WriteAllText(Path.Combine(queue, $"{Guid.NewGuid()}.queued"), "{}");
        string? Left(string delivery) =>
            StrandedReports.In(
                new BridgeOptions
                {
                    State = new() { Folder = folder.Path },
                    Delivery = new() { Destination = destination, Folder = delivery },
                }
            );

        Assert.Null(Left(queue));
        Assert.Null(Left(queue + Path.DirectorySeparatorChar));
        Assert.NotNull(Left(folder.Of("other")));
    }

    private static async Task<string?> StatusAsync(Plant plant) =>
        (string?)(await plant.RunAsync("status", "--json")).Json["leftBehind"];

    private static async Task<IReadOnlyList<JsonNode?>> FindingsAsync(Plant plant) =>
        [
            .. (await plant.RunAsync("doctor", "--json", "--sample", "0")).Json["findings"]!
                .AsArray()
                .Where(f => (string?)f!["check"] == "left behind"),
        ];
}
