using VteBridge.Configuration;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.State;

namespace VteBridge.Tests.EndToEnd;

/// <summary>
/// `backfill` as a process: its slices do not overlap, it has its own position, and it leaves the position of the live sync alone.
/// </summary>
public sealed class BackfillTests
{
    private static readonly string[] History =
    [
        "--from",
        "2026-01-01",
        "--to",
        "2026-02-02 11:00",
        "--max-load",
        "100",
    ];

    [Fact]
    public async Task Slices_together_send_what_one_backfill_sends_and_no_run_twice()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 300 });
        var whole = await SendAsync(plant, "whole");

        var slices = new List<IReadOnlyDictionary<Guid, byte[]>>();
        foreach (var i in new[] { 1, 2, 3 })
            slices.Add(await SendAsync(plant, $"slice-{i}", "--slice", $"{i}/3", "--newest-first"));

        Assert.All(slices, slice => Assert.NotEmpty(slice));
        Assert.Equal(whole.Keys.Order(), slices.SelectMany(slice => slice.Keys).Order());
        Assert.All(slices.SelectMany(slice => slice), report => Assert.Equal(whole[report.Key], report.Value));
    }

    [Fact]
    public async Task Stopped_midway_it_goes_on_where_it_was_and_leaves_the_live_checkpoint_alone()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 200, OddRuns = false });
        plant.Options = plant.Options with
        {
            Vte = plant.Options.Vte with { PageSize = 20 },
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.QueueFolder },
        };

        var stopped = await plant.RunAsync(["backfill", .. History, "--json", "--set", "Delivery:MaxWaiting=50"]);
        var first = plant.Reports(".queued").Count;
        var rest = await plant.RunAsync(["backfill", .. History, "--json"]);
        var again = await plant.RunAsync(["backfill", .. History, "--json"]);
        var forced = await plant.RunAsync(["backfill", .. History, "--json", "--force"]);

        var all = plant.Reports(".queued").Count;
        Assert.Equal((ExitCode.DestinationUnavailable, 50), (stopped.Code, first));
        Assert.Equal(ExitCode.Done, rest.Code);
        Assert.Equal(all - first, (int)rest.Json["delivered"]!["queued"]!);
        Assert.True((int)rest.Json["runsRead"]! < all, "it did not begin at the beginning");
        Assert.Contains("is complete", again.Errors, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Done, 0), (again.Code, (int)again.Json["runsRead"]!));
        Assert.Equal((ExitCode.Done, all), (forced.Code, (int)forced.Json["delivered"]!["queued"]!));
        Assert.False(File.Exists(Path.Combine(plant.Options.State.Folder, "checkpoint.json")));
    }

    [Theory]
    [InlineData]
    [InlineData("--newest-first")]
    public async Task Stopped_midway_one_without_an_end_goes_on_to_the_end_that_it_had(params string[] order)
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 120, OddRuns = false });
        plant.Options = plant.Options with
        {
            Vte = plant.Options.Vte with { PageSize = 20 },
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.QueueFolder },
        };
        string[] call = ["backfill", "--from", "2026-01-01", "--max-load", "100", "--json", .. order];

        var stopped = await plant.RunAsync([.. call, "--set", "Delivery:MaxWaiting=50"]);
        plant.Clock.Advance(TimeSpan.FromHours(30));
        var later = plant.AddRun(minutesAgo: 600, sequence: 1);
        var rest = await plant.RunAsync(call);
        var before = plant.Reports(".queued").Count;
        var anew = await plant.RunAsync(call);

        Assert.Equal((ExitCode.DestinationUnavailable, ExitCode.Done), (stopped.Code, rest.Code));
        Assert.True((int)rest.Json["runsRead"]! < before, "it did not go on where it was");
        Assert.Equal((ExitCode.Done, before + 1), (anew.Code, plant.Reports(".queued").Count));
        Assert.Contains(later, plant.Reports(".queued").Keys);
    }

    [Theory]
    [InlineData("--slice", "3", "is not i/n")]
    [InlineData("--slice", "9/8", "is not i/n")]
    [InlineData("--max-load", "0", "Use 1 to 100")]
    [InlineData("--rate", "-1", "Use 0 for no limit")]
    [InlineData("--to", "2025-12-31", "is not before the end")]
    public async Task What_is_asked_for_wrongly_is_said_with_exit_code_2(string flag, string value, string says)
    {
        await using var plant = await Plant.EmptyAsync();
        string[] history = flag == "--to" ? ["--from", "2026-01-01"] : ["--from", "2026-01-01", "--to", "2026-02-01"];

        var end = await plant.RunAsync(["backfill", .. history, flag, value]);

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains(says, end.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--slice", "9/8", "is not i/n")]
    [InlineData("--max-load", "0", "Use 1 to 100")]
    public async Task Wrong_values_of_flags_are_refused_before_VTE_is_asked(string flag, string value, string says)
    {
        await using var plant = await Plant.EmptyAsync();
        var nowhere = new Dictionary<string, string?>
        {
            ["VTEBRIDGE__Vte__ConnectionString"] = "Server=127.0.0.1,1;User ID=u;Password=p;Connect Timeout=1",
        };

        var end = await plant.RunAsync(nowhere, "backfill", "--from", "2026-01-01", "--to", "2026-02-01", flag, value);

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains(says, end.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyDictionary<Guid, byte[]>> SendAsync(
        Plant plant,
        string name,
        params string[] flags
    )
    {
        var (state, folder) = (plant.Folder.Of(name, "state"), plant.Folder.Of(name, "reports"));
        var end = await plant.RunAsync([
            "backfill",
            .. History,
            .. flags,
            "--set",
            $"State:Folder={state}",
            "--set",
            $"Delivery:Folder={folder}",
        ]);
        Assert.True(end.Code is ExitCode.Done or ExitCode.DeadLetters, end.Errors);
        return Plant.Reports(folder, ".json");
    }
}
