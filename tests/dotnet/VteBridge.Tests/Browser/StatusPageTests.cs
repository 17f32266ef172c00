using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace VteBridge.Tests.Browser;

/// <summary>The status page as people use it: wide and narrow, light and dark, by keyboard and with a screen reader.</summary>
public sealed class StatusPageTests(ShownPage page) : IClassFixture<ShownPage>
{
    private const string Usable = "a[href], button, input, select, textarea, summary, [tabindex=\"0\"]";

    public static TheoryData<int, bool> Looks => new MatrixTheoryData<int, bool>([1280, 400], [false, true]);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task It_fits_its_window_and_loads_nothing_else(int width, bool dark)
    {
        var open = await page.OpenAsync(width, dark);

        await SaveAsync(open.Page, $"status-page-{width}-{(dark ? "dark" : "light")}.png");

        Assert.Equal(
            0,
            await open.Page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        );
        Assert.Empty(await open.Page.EvaluateAsync<string[]>(Overflowing));
        Assert.Empty(open.Complaints);
        Assert.NotEmpty(open.Requests);
        Assert.All(open.Requests, r => Assert.Equal(page.Bridge.Address.Authority, r.Authority));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Axe_finds_no_barrier(int width, bool dark)
    {
        var open = await page.OpenAsync(width, dark, isTool: true);
        await open.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        var result = await open.Page.RunAxe();

        Assert.Empty(
            result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join("; ", v.Nodes.Select(n => n.Html))}")
        );
        Assert.True(result.Passes.Length > 20);
    }

    [Fact]
    public async Task Tables_have_captions_and_headers()
    {
        var open = await page.OpenAsync();

        var tables = await open.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('table')].map(t => t.caption?.textContent && t.querySelector('thead th') ? 'good' : t.outerHTML)"
        );

        Assert.True(tables.Length >= 4);
        Assert.All(tables, t => Assert.Equal("good", t));
    }

    [Fact]
    public async Task A_screen_reader_gets_landmarks_and_charts_in_words()
    {
        var open = await page.OpenAsync();

        foreach (
            var role in new[]
            {
                AriaRole.Banner,
                AriaRole.Main,
                AriaRole.Contentinfo,
                AriaRole.Navigation,
                AriaRole.Status,
            }
        )
            Assert.Equal(1, await open.Page.GetByRole(role).CountAsync());
        foreach (var chart in new[] { "Lag over the last day", "Reports delivered and failed per hour" })
        {
            var image = open.Page.GetByRole(AriaRole.Img, new() { Name = chart });
            Assert.Equal(1, await image.CountAsync());
            Assert.NotNull(await image.GetAttributeAsync("aria-describedby"));
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task Everything_usable_is_reached_by_Tab_and_shows_it(int width)
    {
        var open = await page.OpenAsync(width);
        // Elements in closed details cannot be reached, so all details are opened.
        await open.Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        var all = await open.Page.EvaluateAsync<int>(
            $"(window.all = [...document.querySelectorAll('{Usable}')]).length"
        );
        var reached = new List<int>();

        for (var i = 0; i < all; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            reached.Add(await open.Page.EvaluateAsync<int>("all.indexOf(document.activeElement)"));
            Assert.NotEqual(
                "none",
                await open.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")
            );
            Assert.Equal("", await open.Page.EvaluateAsync<string>(OutOfSight));
        }

        Assert.True(all > 5);
        Assert.Equal(Enumerable.Range(0, all), reached);
    }

    [Fact]
    public async Task A_reserved_name_is_shown_as_text()
    {
        var open = await page.OpenAsync();

        var texts = await open.Page.Locator("bdi").AllTextContentsAsync();

        Assert.True(texts.Count(t => t == ShownPage.Shown) >= 2, "as testplan and as serial");
        Assert.Equal(0, await open.Page.Locator("img, iframe, object").CountAsync());
        Assert.Equal(1, await open.Page.EvaluateAsync<int>("document.scripts.length"));
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task It_refreshes_itself_and_keeps_open_what_the_reader_opened()
    {
        var open = await page.OpenAsync();
        await open.Page.Locator("details summary").First.ClickAsync();
        var before = await open.Page.Locator("[data-part=at]").TextContentAsync();

        var after = await open.Page.EvaluateAsync<string>(
            $$"""
            new Promise(seen => {
              const at = () => document.querySelector('[data-part=at]').textContent;
              const look = () => at() === '{{before}}' ? setTimeout(look, 100) : seen(at());
              look();
            })
            """
        );

        Assert.NotEqual(before, after);
        Assert.True(await open.Page.EvaluateAsync<bool>("document.querySelector('details').open"));
        Assert.Empty(open.Complaints);
    }

    /// <summary>Selects elements that extend beyond the window and are not inside a scrolling element.</summary>
    private const string Overflowing = """
        [...document.body.querySelectorAll('*')]
          .filter(e => !e.closest('.scroll') && !e.closest('.skip') && !e.closest('svg'))
          .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
          .map(e => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)
        """;

    /// <summary>Returns why the focused element is out of sight; empty when it is visible.</summary>
    private const string OutOfSight = """
        (() => {
          const r = document.activeElement.getBoundingClientRect();
          return r.width > 0 && r.height > 0 && r.right > 0 && r.bottom > 0 && r.left < innerWidth && r.top < innerHeight
            ? '' : `${document.activeElement.outerHTML.slice(0, 80)} ${JSON.stringify(r)}`;
        })()
        """;

    /// <summary>Saves a picture in the output folder of the tests, to be looked at after a run.</summary>
    private static async Task SaveAsync(IPage page, string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "screenshots", name);
        var picture = await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        TestContext.Current.AddAttachment(name, picture, "image/png");
    }
}
