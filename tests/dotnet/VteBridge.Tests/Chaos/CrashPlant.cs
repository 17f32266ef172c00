using VteBridge.Configuration;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;
using VteBridge.Sync;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// The plant of crash schedules: all odd runs, a later change, and what an undisturbed sync makes of the plant before and after that
/// change. Only one schedule may use it at a time.
/// </summary>
internal sealed class CrashPlant(ChaosPlant plant, Expected before, Expected after) : IAsyncDisposable
{
    private readonly Dictionary<(string, int), IReadOnlyDictionary<string, int>> _milestones = [];
    private readonly PlantEdit _edit = LaterChanges.Edit(plant.Plant);

    public Expected Before => before;
    public Expected After => after;
    public bool IsChanged { get; private set; }

    public static async Task<CrashPlant> StartAsync()
    {
        var plant = await ChaosPlant.OddAsync();
        var before = await plant.UndisturbedAsync();
        var changed = new CrashPlant(plant, before, before);
        changed.Change();
        var after = await plant.UndisturbedAsync();
        changed.Restore();
        Assert.NotEmpty(before.Differences(after));
        return new CrashPlant(plant, before, after);
    }

    public void Change()
    {
        if (IsChanged)
            return;
        IsChanged = true;
        plant.Database.Insert(Late);
        plant.Database.Update(_edit.Table, _edit.KeyColumn, _edit.Key, _edit.Column, _edit.Value);
    }

    public void Restore()
    {
        if (!IsChanged)
            return;
        IsChanged = false;
        foreach (var row in Late)
            plant.Database.Delete(row.Table, row.Columns[0], row.Values[0]!);
        plant.Database.Update(_edit.Table, _edit.KeyColumn, _edit.Key, _edit.Column, Unedited);
    }

    /// <summary>The environment variables that configure a process.</summary>
    public IReadOnlyDictionary<string, string> Settings(WorkFolder folder, string destination, int pageSize)
    {
        var options = Options(folder, destination, pageSize);
        return new Dictionary<string, string>
        {
            ["VTEBRIDGE__Vte__ConnectionString"] = options.Vte.ConnectionString,
            ["VTEBRIDGE__Vte__TimeZone"] = options.Vte.TimeZone!,
            ["VTEBRIDGE__Vte__PageSize"] = $"{options.Vte.PageSize}",
            ["VTEBRIDGE__Sync__LookBack"] = $"{options.Sync.LookBack}",
            ["VTEBRIDGE__Mapping__DefaultProcessCode"] = $"{options.Mapping.DefaultProcessCode}",
            ["VTEBRIDGE__Delivery__Destination"] = options.Delivery.Destination,
            ["VTEBRIDGE__Delivery__Folder"] = options.Delivery.Folder!,
            ["VTEBRIDGE__Delivery__MinFreeMegabytes"] = $"{options.Delivery.MinFreeMegabytes}",
            ["VTEBRIDGE__State__Folder"] = options.State.Folder,
        };
    }

    /// <summary>The same settings as <see cref="Settings"/>, for a cycle in this process.</summary>
    public BridgeOptions Options(WorkFolder folder, string destination, int pageSize) =>
        plant.Options(folder, destination, pageSize);

    public Task<SyncSummary> CycleAsync(BridgeOptions options) => plant.CycleAsync(options, time: TimeProvider.System);

    public async Task<IReadOnlyDictionary<string, int>> MilestonesAsync(string destination, int pageSize)
    {
        if (_milestones.TryGetValue((destination, pageSize), out var known))
            return known;
        using var folder = new WorkFolder();
        var bridge = new BridgeProcess(Settings(folder, destination, pageSize));
        return _milestones[(destination, pageSize)] = await bridge.MilestonesAsync(
            Path.Combine(folder.Root, "milestones")
        );
    }

    /// <summary>A WATS server with the plant's clock.</summary>
    public Task<WatsServer> WatsAsync() => WatsServer.StartAsync(new WatsServerOptions { Clock = plant.Clock });

    public ValueTask DisposeAsync() => plant.DisposeAsync();

    private IReadOnlyList<PlantRow> Late =>
        [.. LaterChanges.LateRun(plant.Plant), .. LaterChanges.LaterRepair(plant.Plant)];

    private object? Unedited { get; } =
        SamplePlant
            .Rows(plant.Plant)
            .Where(r => r.Table == LaterChanges.Edit(plant.Plant).Table)
            .Where(r => Equals(Cell(r, LaterChanges.Edit(plant.Plant).KeyColumn), LaterChanges.Edit(plant.Plant).Key))
            .Select(r => Cell(r, LaterChanges.Edit(plant.Plant).Column))
            .Single();

    private static object? Cell(PlantRow row, string column) => row.Values[row.Columns.ToList().IndexOf(column)];
}
