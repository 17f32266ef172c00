using Microsoft.Playwright;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Browser;

/// <summary>
/// The status page of the real program in a real browser: a plant with odd runs, reserved names and dead letters, after `run`
/// has synced it once.
/// </summary>
public sealed class ShownPage : IAsyncLifetime
{
    /// <summary>A name that would take over the page, run a script, ask another host or turn the line around.</summary>
    public const string Reserved =
        "</td><img src=//else.example onerror=alert(1)><script>alert(2)</script>&lt;\u202Egnp\u0007";

    private static readonly string? Program = new[]
    {
        "/usr/bin/chromium",
        "/usr/bin/google-chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    }.FirstOrDefault(File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal Plant Plant { get; private set; } = null!;
    internal RunningBridge Bridge { get; private set; } = null!;

    /// <summary>What the reserved name reads as: its characters, except those that cannot be shown for what they are.</summary>
    internal static string Shown => Reserved.Replace('\u202E', '\uFFFD').Replace('\u0007', '\uFFFD');

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
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
        _playwright = await Playwright.CreateAsync();
        // Containers have no sandbox to offer; the one page that is opened is ours.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
    }

    /// <param name="isTool">Whether a tool looks at it, which the page's own policy would not let in.</param>
    internal async Task<OpenPage> OpenAsync(int width = 1280, bool dark = false, bool isTool = false)
    {
        Assert.SkipWhen(Program is null, "there is no Chromium, Chrome or Edge on this machine");
        var context = await _browser!.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                BypassCSP = isTool,
            }
        );
        var page = new OpenPage(await context.NewPageAsync());
        await page.Page.GotoAsync(Bridge.Address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (Program is null)
            return;
        await _browser!.DisposeAsync();
        _playwright!.Dispose();
        await Bridge.DisposeAsync();
        await Plant.DisposeAsync();
    }
}

/// <summary>A page, and what it asked for and complained about.</summary>
internal sealed class OpenPage
{
    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" or "assert")
                Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) => Requests.Add(new Uri(request.Url));
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, exceptions of scripts, what was blocked.</summary>
    public List<string> Complaints { get; } = [];

    public List<Uri> Requests { get; } = [];
}
