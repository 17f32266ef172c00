using VteBridge.Configuration;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A plant of some weeks whose reports are in a simulated WATS, and a call of `reconcile` over all of it.</summary>
public abstract class ReconcileTestBase : IAsyncLifetime
{
    private protected Plant _plant = null!;
    private protected WatsServer _wats = null!;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A day before the oldest odd run.</summary>
    private protected const string From = "2025-01-01";

    public async ValueTask InitializeAsync()
    {
        _plant = await Plant.StartAsync(new PlantOptions { Runs = 60 });
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with
            {
                Destination = DestinationNames.Wats,
                Folder = "",
                Sidecar = new SidecarOptions
                {
                    ServerUrl = _wats.Address.ToString(),
                    TokenFile = _plant.Folder.WriteSecret("token", "demo"),
                },
            },
        };
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with { Folder = _plant.Options.State.OwnQueue },
        };
        await _plant.SyncAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _wats.DisposeAsync();
        await _plant.DisposeAsync();
    }

    private protected Task<ProcessEnd> ReconcileAsync(params string[] more) =>
        _plant.RunAsync(["reconcile", "--json", "--from", From, .. more]);
}
