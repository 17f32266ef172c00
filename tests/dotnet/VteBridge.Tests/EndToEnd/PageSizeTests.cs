using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The page size changes the load on VTE, never the reports.</summary>
public sealed class PageSizeTests
{
    [Fact]
    public async Task Pages_of_1_7_50_and_10000_runs_give_the_same_reports()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 0 });
        var first = await ReportsAsync(plant, 10_000);

        foreach (var size in new[] { 1, 7, 50 })
            EveryRunTests.Same(first, await ReportsAsync(plant, size));
    }

    private static async Task<IReadOnlyDictionary<Guid, byte[]>> ReportsAsync(Plant plant, int pageSize)
    {
        plant.Options = plant.Options with
        {
            Vte = plant.Options.Vte with { PageSize = pageSize },
            Delivery = plant.Options.Delivery with { Folder = plant.Folder.Of($"reports-{pageSize}") },
            State = plant.Options.State with { Folder = plant.Folder.Of($"state-{pageSize}") },
        };
        await plant.SyncAsync();
        return plant.Reports();
    }
}
