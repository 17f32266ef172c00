using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

/// <summary>A site whose tables have no keys, so that rows may lack one or occur twice.</summary>
public abstract class KeylessPlantTest : IAsyncLifetime
{
    private protected static readonly Position Begin = Position.Before(DateTime.MinValue);
    private protected static readonly Guid UnitId = Guid.Parse("11111111-0000-0000-0000-000000000001");

    private protected Plant _plant = null!;

    public async ValueTask InitializeAsync() => _plant = await KeylessAsync();

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    private protected void Insert(params PlantRow[] rows) => _plant.Database.Insert(rows);

    private protected Task<HeaderRows<TestRun>> HeadersAsync() =>
        _plant.ReadRunsAsync(r => r.ReadHeadersAsync(Begin, _plant.Now, 200, Stop));

    private protected async Task<IReadOnlyList<TestRun>> RunsAsync() =>
        (await _plant.ReadRunsAsync(r => r.ReadAsync(Begin, _plant.Now, Stop))).Runs;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;
}
