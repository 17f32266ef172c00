using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Plants whose first runs are delivered, and which of a run's rows are steps: for tests that change VTE afterwards.</summary>
internal static class DeliveredRuns
{
    /// <summary>A plant of one run after one cycle.</summary>
    public static async Task<Plant> WithOneRunAsync()
    {
        var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 10, sequence: 1);
        await plant.SyncAsync();
        return plant;
    }

    /// <summary>A plant of three runs after one cycle.</summary>
    public static async Task<Plant> WithThreeRunsAsync()
    {
        var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 90, sequence: 1);
        plant.AddRun(minutesAgo: 60, sequence: 2);
        plant.AddRun(minutesAgo: 20, sequence: 3);
        Assert.Equal(3, (await plant.SyncAsync()).Queued);
        return plant;
    }

    public static bool IsStep(PlantRow row) => row.Table.StartsWith("TestData", StringComparison.Ordinal);
}
