using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Browser;

/// <summary>
/// The status page of the real program in a real browser: a plant with odd runs, reserved names and dead letters, over
/// which `run` has passed.
/// </summary>
public sealed class ShownPage : IAsyncLifetime
{
    public const string NoBrowser = "there is no Chromium, Chrome or Edge on this machine";

    /// <summary>A name that would take over the page, run a script, ask another host or turn the line around.</summary>
    public const string Reserved =
        "</td><img src=//else.example onerror=alert(1)><script>alert(2)</script>&lt;\u202Egnp\u0007";

    internal Plant Plant { get; private set; } = null!;
    internal RunningBridge Bridge { get; private set; } = null!;
    internal Chromium Browser { get; private set; } = null!;

    /// <summary>What the reserved name reads as: its characters, but for those that cannot be shown for what they are.</summary>
    internal static string Shown => Reserved.Replace('\u202E', '\uFFFD').Replace('\u0007', '\uFFFD');

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Program is null)
            return;
        Plant = await Plant.StartAsync(new PlantOptions { Runs = 400 });
        var testplan = MasterData.For(Plant.Rows.Seed).Testplans[0];
        Plant.Database.Update("Testplans", "Name", testplan.Name, "Name", Reserved);
        Plant.Database.Update("IndexData", "TestplanName", testplan.Name, "TestplanName", Reserved);
        // A repair of a unit that never failed is a dead letter that shows the serial.
        var unit = Guid.Parse("0dd000aa-0000-4000-8000-000000000001");
        var repair = new PlantRepair(unit, Plant.Now.AddMinutes(-30)) { Uut = unit };
        Plant.Database.Insert([PlantTables.Row("UutData", unit, Reserved, "A", null), .. repair.Rows()]);
        Bridge = RunningBridge.Start(Plant);
        Bridge.Says("Cycle ended: ");
        Browser = await Chromium.StartAsync();
    }

    internal async Task<Tab> OpenAsync(int width = 1280, bool dark = false)
    {
        Assert.SkipWhen(Chromium.Program is null, NoBrowser);
        var tab = await Browser.OpenAsync();
        await tab.LooksLikeAsync(width, dark);
        await tab.GoAsync(Bridge.Address);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        if (Chromium.Program is null)
            return;
        await Bridge.DisposeAsync();
        await Browser.DisposeAsync();
        await Plant.DisposeAsync();
    }
}
