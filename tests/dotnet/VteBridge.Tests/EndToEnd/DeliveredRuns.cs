using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Which of a run's rows are steps, for tests that insert the steps later.</summary>
internal static class DeliveredRuns
{
    public static bool IsStep(PlantRow row) => row.Table.StartsWith("TestData", StringComparison.Ordinal);
}
