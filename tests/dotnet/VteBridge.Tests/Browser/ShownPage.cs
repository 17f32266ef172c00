using Microsoft.Playwright;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Browser;

/// <summary>
/// The status page of the real program in a real browser, after `run` has synced a plant once. The plant has odd runs, malicious names
/// and dead letters.
/// </summary>
public sealed class ShownPage : IAsyncLifetime
{
    /// <summary>
    /// A name that tries to break out of the page's HTML, run a script, contact another host and reverse the reading direction.
    /// </summary>
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

    /// <summary>How the page must show that name: unchanged, except for characters that cannot be shown.</summary>
    internal static string Shown => Reserved.Replace('\u202E', '\uFFFD').Replace('\u0007', '\uFFFD');

    public async ValueTask InitializeAsync()
    {
        if (Program is null)
            return;
        Plant = await Plant.StartAsync(new PlantOptions { Runs = 400 });
        var testplan = MasterData.For(Plant.Rows.Seed).Testplans[0];
        Plant.Database.Update("Testplans", "Name", testplan.Name, "Name", Reserved);
        Plant.Database.Update("IndexData", "TestplanName", testplan.Name, "TestplanName", Reserved);
        // This repair of a unit that never failed becomes a dead letter that shows the serial.
        var unit = Guid.Parse("0dd000aa-0000-4000-8000-000000000001");
        var repair = new PlantRepair(unit, Plant.Now.AddMinutes(-30)) { Uut = unit };
        Plant.Database.Insert([PlantTables.Row("UutData", unit, Reserved, "A", null), .. repair.Rows()]);
        Bridge = RunningBridge.Start(Plant);
        Bridge.Says("Cycle ended: ");
        _playwright = await Playwright.CreateAsync();
        // Chromium's sandbox does not work in containers; it is not needed for the program's own page.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
    }

    /// <param name="isTool">True when a test tool injects scripts, which the page's own content security policy would block.</param>
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

/// <summary>A page, with the requests that it made and the problems that the browser reported.</summary>
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

    /// <summary>Errors and warnings of the console, exceptions of scripts, and blocked requests.</summary>
    public List<string> Complaints { get; } = [];

    public List<Uri> Requests { get; } = [];
}
