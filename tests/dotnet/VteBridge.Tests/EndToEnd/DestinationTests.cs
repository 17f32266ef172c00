using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Tests.State;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The destinations whose folders another program empties.</summary>
public sealed class DestinationTests
{
    [Theory]
    [InlineData(DestinationNames.Directory, ".json")]
    [InlineData(DestinationNames.QueueFolder, ".queued")]
    [InlineData(DestinationNames.WatchFolder, ".json")]
    public async Task Reports_lie_in_the_folder_under_the_name_that_its_reader_looks_for(
        string destination,
        string suffix
    )
    {
        await using var plant = await WithTwoRunsAsync(destination);

        var summary = await plant.SyncAsync();

        Assert.Equal(2, summary.Queued);
        Assert.Equal(2, plant.Reports(suffix).Count);
        Assert.Equal(2, Directory.GetFiles(plant.Options.Delivery.Folder).Length);
    }

    [Theory]
    [InlineData(DestinationNames.QueueFolder, ".queued", ".completed")]
    [InlineData(DestinationNames.WatchFolder, ".json", ".json.completed")]
    public async Task A_report_that_was_taken_is_not_dropped_again_unless_the_run_changed(
        string destination,
        string fresh,
        string taken
    )
    {
        await using var plant = await WithTwoRunsAsync(destination);
        await plant.SyncAsync();
        foreach (var file in Directory.GetFiles(plant.Options.Delivery.Folder))
            File.Move(file, file[..^fresh.Length] + taken);
        // Without the state, only the folder shows what was delivered.
        Directory.Delete(plant.Options.State.Folder, recursive: true);

        var again = await plant.SyncAsync();

        // The outcome is not Accepted, because some clients mark a report as completed without sending it.
        Assert.Equal((0, 2), (again.Accepted, again.Queued));
        Assert.Empty(plant.Reports(fresh));
        plant.Edit(plant.Reports(taken).Keys.First(), "WO-105000");
        Assert.Equal(1, (await plant.SyncAsync()).Queued);
        Assert.Single(plant.Reports(fresh));
    }

    [Fact]
    public async Task An_edit_that_is_taken_back_before_it_is_uploaded_leaves_the_run_as_VTE_has_it()
    {
        await using var plant = await WithTwoRunsAsync(DestinationNames.QueueFolder);
        var (run, before) = await DeliverAsync(plant);
        plant.Edit(run, "WO-105001");
        await plant.SyncAsync();
        Assert.NotEqual(before, plant.Reports(".queued")[run]);

        plant.Edit(run, "WO-105000");
        await plant.SyncAsync();

        Assert.Equal(before, plant.Reports(".queued")[run]);
    }

    /// <summary>The same, but the cycle that delivered the edit was killed before it recorded it.</summary>
    [Fact]
    public async Task An_edit_that_only_the_folder_knows_of_is_replaced_when_it_is_taken_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files that SQLite holds cannot be copied there");
        await using var plant = await WithTwoRunsAsync(DestinationNames.QueueFolder);
        var (run, before) = await DeliverAsync(plant);
        plant.Edit(run, "WO-105001");
        Dictionary<string, byte[]>? state = null;
        using (
            Milestones.Watch(name =>
                state ??=
                    name == "renamed" && plant.Reports(".queued").Count == 1
                        ? Snapshot(plant.Options.State.Folder)
                        : null
            )
        )
            await plant.SyncAsync();
        Restore(plant.Options.State.Folder, state!);

        plant.Edit(run, "WO-105000");
        await plant.SyncAsync();

        Assert.Equal(before, plant.Reports(".queued")[run]);
    }

    [Theory]
    [InlineData(DestinationNames.QueueFolder, ".queued", ".error")]
    [InlineData(DestinationNames.WatchFolder, ".json", ".json.error")]
    public async Task Reports_that_the_client_gives_up_end_sync_with_5_and_are_told_everywhere(
        string destination,
        string fresh,
        string failed
    )
    {
        await using var plant = await WithTwoRunsAsync(destination);
        Assert.Equal(ExitCode.Done, (await plant.RunAsync("sync")).Code);
        var file = Directory.GetFiles(plant.Options.Delivery.Folder)[0];
        File.Move(file, file[..^fresh.Length] + failed);

        var sync = await plant.RunAsync("sync", "--json");
        var status = await plant.RunAsync("status", "--json");
        var doctor = await plant.RunAsync("doctor");

        const string Says = "1 reports in";
        Assert.Equal(ExitCode.DeadLetters, sync.Code);
        Assert.Contains(Says, (string?)Assert.Single(sync.Json["warnings"]!.AsArray()));
        Assert.Contains(Says, sync.Errors);
        Assert.Equal(1, (int)status.Json["destination"]!["errors"]!);
        Assert.Single(
            status.Json["health"]!["alerts"]!.AsArray(),
            a => $"{a!["what"]}".Contains("are in error", StringComparison.Ordinal)
        );
        Assert.Contains("in error", (await plant.RunAsync("status")).Output);
        Assert.Contains("could not be uploaded", doctor.Output);
    }

    [Fact]
    public async Task A_full_destination_pauses_reading_and_nothing_is_lost()
    {
        // The runs are so old, and the census of the day so recent, that nothing else would find runs that the checkpoint wrongly passed.
        const int Day = 24 * 60;
        await using var plant = await WithTwoRunsAsync(DestinationNames.QueueFolder, minutesLater: -101 * Day);
        await plant.SyncAsync();
        plant.AddRun(minutesAgo: 100 * Day, sequence: 3);
        plant.AddRun(minutesAgo: 99 * Day, sequence: 4);
        plant.AddRun(minutesAgo: 98 * Day, sequence: 5);
        plant.Options = plant.Options with { Delivery = plant.Options.Delivery with { MaxWaiting = 3 } };

        var full = await plant.SyncAsync();
        var stillFull = await plant.SyncAsync();
        foreach (var file in Directory.GetFiles(plant.Options.Delivery.Folder))
            File.Move(file, Path.ChangeExtension(file, ".completed"));
        var room = await plant.SyncAsync();

        Assert.Equal((1, 4), (full.Queued, full.ExitCode));
        Assert.Contains("Delivery:MaxWaiting", full.DestinationTrouble);
        Assert.Equal((0, 4), (stillFull.Queued, stillFull.ExitCode));
        Assert.Equal((2, 0), (room.Queued, room.ExitCode));
    }

    [Fact]
    public async Task A_destination_that_is_away_decides_nothing_and_the_next_sync_delivers_everything()
    {
        await using var plant = await WithTwoRunsAsync(DestinationNames.QueueFolder);
        File.WriteAllText(plant.Options.Delivery.Folder, "a file where the folder should be");

        var away = await plant.SyncAsync();
        File.Delete(plant.Options.Delivery.Folder);
        var back = await plant.SyncAsync();

        Assert.Equal((0, 4), (away.Queued, away.ExitCode));
        Assert.Contains(plant.Options.Delivery.Folder, away.DestinationTrouble);
        Assert.Equal((2, 0), (back.Queued, back.ExitCode));
    }

    /// <summary>Delivers everything and lets a client take it; returns one of the runs with its report.</summary>
    private static async Task<(Guid Run, byte[] Report)> DeliverAsync(Plant plant)
    {
        var run = plant.AddRun(minutesAgo: 30, sequence: 3);
        plant.Edit(run, "WO-105000");
        await plant.SyncAsync();
        var report = plant.Reports(".queued")[run];
        foreach (var file in Directory.GetFiles(plant.Options.Delivery.Folder))
            File.Move(file, Path.ChangeExtension(file, ".completed"));
        return (run, report);
    }

    /// <summary>The files of the state store, as a process that is killed now leaves them.</summary>
    private static Dictionary<string, byte[]> Snapshot(string folder) =>
        Directory
            .GetFiles(folder, "vtebridge.db*", SearchOption.AllDirectories)
            .ToDictionary(f => f, File.ReadAllBytes);

    private static void Restore(string folder, Dictionary<string, byte[]> files)
    {
        foreach (
            var file in Directory.GetFiles(folder, "vtebridge.db*", SearchOption.AllDirectories).Except(files.Keys)
        )
            File.Delete(file);
        foreach (var (file, content) in files)
            File.WriteAllBytes(file, content);
    }

    private static async Task<Plant> WithTwoRunsAsync(string destination, int minutesLater = 0)
    {
        var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60 - minutesLater, sequence: 1);
        plant.AddRun(minutesAgo: 20 - minutesLater, sequence: 2);
        plant.Options = plant.Options with { Delivery = plant.Options.Delivery with { Destination = destination } };
        return plant;
    }
}
