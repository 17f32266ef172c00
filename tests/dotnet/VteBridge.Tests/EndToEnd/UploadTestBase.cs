using VteBridge.Configuration;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.EndToEnd;

/// <summary>Five runs in VTE, and a WATS server that keeps the reports which the program uploads.</summary>
public abstract class UploadTestBase : IAsyncLifetime
{
    private readonly string _destination;
    private readonly string? _cannotRun;
    private protected Plant _plant = null!;
    private protected WatsServer _wats = null!;

    /// <param name="cannotRun">Why this machine cannot run the tests; null when it can.</param>
    private protected UploadTestBase(string destination, string? cannotRun = null) =>
        (_destination, _cannotRun) = (destination, cannotRun);

    public async ValueTask InitializeAsync()
    {
        if (_cannotRun is { } why)
            Assert.Skip(why);
        _plant = await Plant.EmptyAsync();
        for (var run = 1; run <= 5; run++)
            _plant.AddRun(minutesAgo: 20 + run, run);
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
        UseWats(_wats.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_plant is null)
            return;
        await _wats.DisposeAsync();
        await _plant.DisposeAsync();
    }

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected void UseWats(Uri address) =>
        Use(
            new SidecarOptions
            {
                Python = Python.WithPyWats,
                ServerUrl = address.ToString(),
                TokenFile = _plant.Folder.WriteSecret("token", "demo"),
            }
        );

    private protected void Use(SidecarOptions options) =>
        _plant.Options = _plant.Options with
        {
            Delivery = _plant.Options.Delivery with { Destination = _destination, Sidecar = options },
        };
}
