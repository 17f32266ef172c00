using VteBridge.Configuration;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Sync;
using static VteBridge.Tests.EndToEnd.SyncPlanCall;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`sync --plan` and `backfill --plan` say what the next call does.</summary>
public sealed class PlanComesTrueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Plan_is_what_the_next_sync_does(int seed)
    {
        await using var plant = await Plant.StartAsync(
            new PlantOptions
            {
                Runs = 40,
                OddRuns = true,
                Seed = seed,
            }
        );
        await AssertPlanComesTrueAsync(plant);

        var edited = plant.AddRun(minutesAgo: 30, sequence: 1000);
        await AssertPlanComesTrueAsync(plant);

        plant.Edit(edited, "WO-4711");
        plant.AddRun(minutesAgo: 10, sequence: 1001);
        plant.AddRun(minutesAgo: 40 * 24 * 60, sequence: 1002);
        plant.AddRun(minutesAgo: 0, sequence: 1003);
        plant.Clock.Advance(TimeSpan.FromMinutes(61));
        plant.AddRun(minutesAgo: 0, sequence: 1004);
        plant.AddRun(minutesAgo: -90, sequence: 1005);
        await AssertPlanComesTrueAsync(plant);
    }

    [Theory]
    [InlineData]
    [InlineData("--newest-first")]
    [InlineData("--to", "2026-02-02", "--slice", "2/3")]
    [InlineData("--to", "2026-02-02", "--newest-first", "--force")]
    public async Task Plan_is_what_the_next_backfill_does(params string[] flags)
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 60, OddRuns = true });
        plant.Options = plant.Options with
        {
            Vte = plant.Options.Vte with { PageSize = 20 },
            Delivery = plant.Options.Delivery with { Destination = DestinationNames.QueueFolder },
        };
        string[] call = ["backfill", "--json", "--from", "2026-01-01", "--max-load", "100", .. flags];

        var first = await plant.RunAsync([.. call, "--plan"]);
        Assert.False(Directory.Exists(plant.Options.State.Folder), "a plan writes nothing");
        var stopped = await plant.RunAsync([.. call, "--set", "Delivery:MaxWaiting=9"]);
        Assert.Equal(ExitCode.DestinationUnavailable, stopped.Code);
        Assert.True(Planned(first, "new") > 9);

        await AssertComesTrueAsync();
        plant.Edit(plant.Recorded().First(r => r.Outcome == Outcome.Queued).Id, "WO-4711");
        await AssertComesTrueAsync();

        async Task AssertComesTrueAsync()
        {
            var plan = await plant.RunAsync([.. call, "--plan"]);
            var done = (await plant.RunAsync(call)).Json;
            Assert.Equal(
                (
                    Planned(plan, "new", "changed", "sent again"),
                    Planned(plan, "unchanged"),
                    Planned(plan, "deferred"),
                    Planned(plan, "excluded"),
                    Planned(plan, "dead letter")
                ),
                (
                    (int)done["delivered"]!["queued"]!,
                    (int)done["unchanged"]!,
                    (int)done["deferred"]!,
                    (int)done["excluded"]!,
                    (int)done["deadLetters"]!
                )
            );
        }

        static int Planned(ProcessEnd plan, params string[] actions) =>
            actions.Sum(action => (int?)plan.Json["counts"]![action] ?? 0);
    }

    private static async Task AssertPlanComesTrueAsync(Plant plant)
    {
        var counts = (await PlanAsync(plant)).CountBy(p => p.Action).ToDictionary();
        var done = await plant.SyncAsync();

        int Planned(params PlannedAction[] actions) => actions.Sum(a => counts.GetValueOrDefault(a));
        Assert.Equal(
            (
                done.Queued + done.Accepted,
                done.Unchanged,
                done.Deferred + (int)done.Future,
                done.Excluded,
                done.DeadLetters
            ),
            (
                Planned(PlannedAction.New, PlannedAction.Changed, PlannedAction.Again),
                Planned(PlannedAction.Unchanged),
                Planned(PlannedAction.Deferred),
                Planned(PlannedAction.Excluded),
                Planned(PlannedAction.DeadLetter)
            )
        );
    }
}
