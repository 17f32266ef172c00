using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A plant for `vtebridge run`, and what the tests of it look for.</summary>
internal static class RunPlant
{
    public const string CycleEnded = "Cycle ended: ";

    /// <summary>Occurs only in the statement that reads the steps of a page.</summary>
    public const string StepsOfAPage = "TestDataNumeric";

    /// <summary>The plant's clock stands still in the past, so the alert for lag is set to a year.</summary>
    public static async Task<Plant> PlantAsync(PlantOptions? rows = null)
    {
        var plant = rows is null ? await Plant.EmptyAsync() : await Plant.StartAsync(rows);
        plant.Options = plant.Options with
        {
            Alerts = plant.Options.Alerts with { Lag = TimeSpan.FromDays(366), MinFreeMegabytes = 0 },
        };
        return plant;
    }
}
