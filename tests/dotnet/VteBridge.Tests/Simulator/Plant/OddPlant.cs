using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;

namespace VteBridge.Tests.Simulator.Plant;

/// <summary>The rows of a plant with only odd runs, generated once.</summary>
internal static class OddPlant
{
    internal static readonly IReadOnlyList<PlantRow> Rows = SamplePlant.Rows(new PlantOptions { Runs = 0 }).ToList();

    internal static readonly IReadOnlyDictionary<Guid, PlantRow> Runs = Rows.In("IndexData")
        .ToDictionary(run => (Guid)run.Of("Index_GUID")!);

    internal static DateTime Time(Guid id) => (DateTime)Runs[id].Of("Timestamp")!;
}
