using VteBridge.Simulator.Vte.Plant;
using VteBridge.Sync;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A plant of 500 runs, all odd runs included, after two cycles.</summary>
public sealed class SyncedPlant : IAsyncLifetime
{
    internal Plant Plant { get; private set; } = null!;
    internal SyncSummary First { get; private set; } = null!;
    internal SyncSummary Second { get; private set; } = null!;
    internal IReadOnlyList<string> FilesAfterFirst { get; private set; } = [];
    internal IReadOnlyList<string> FilesAfterSecond { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Plant = await Plant.StartAsync(new PlantOptions { Runs = 500 });
        First = await Plant.SyncAsync();
        FilesAfterFirst = Files();
        Second = await Plant.SyncAsync();
        FilesAfterSecond = Files();
    }

    /// <summary>The keys of a table's rows as they were inserted.</summary>
    internal IEnumerable<Guid> Keys(string table, string column) =>
        SamplePlant
            .Rows(Plant.Rows)
            .Where(r => r.Table == table)
            .Select(r => (Guid)r.Values[r.Columns.ToList().IndexOf(column)]!);

    public ValueTask DisposeAsync() => Plant.DisposeAsync();

    private IReadOnlyList<string> Files() =>
        [.. SmallPlant.FilesOf(Plant.Folder.Path).Where(f => !f.Contains("vtebridge", StringComparison.Ordinal))];
}

/// <summary>Shares the plant between the classes that only read it, because it is the most expensive one.</summary>
[CollectionDefinition(Name)]
public sealed class SyncedPlantCollection : ICollectionFixture<SyncedPlant>
{
    public const string Name = "passed plant";
}
