using System.Text.Json.Nodes;
using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Tests.Browser;

/// <summary>The status page as people have it before them: wide and narrow, light and dark, by keyboard and by ear.</summary>
public sealed class StatusPageTests(ShownPage page) : IClassFixture<ShownPage>
{
    public static TheoryData<int, bool> Looks => new MatrixTheoryData<int, bool>([1280, 400], [false, true]);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task It_fits_its_window_and_complains_of_nothing(int width, bool dark)
    {
        var tab = await page.OpenAsync(width, dark);

        await KeepAsync(tab, $"status-page-{width}-{(dark ? "dark" : "light")}.png");

        Assert.Equal(width, (int?)await tab.EvaluateAsync("innerWidth"));
        Assert.Equal(
            0,
            (int?)await tab.EvaluateAsync("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        );
        Assert.Equal("[]", await JsonAsync(tab, Overflowing));
        Assert.Empty(tab.Complaints);
        Assert.All(tab.Requests, r => Assert.Equal(page.Bridge.Address.Authority, r.Authority));
        Assert.NotEmpty(tab.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_text_stands_out_from_what_is_behind_it(bool dark)
    {
        var tab = await page.OpenAsync(dark: dark);

        Assert.Equal("[]", await JsonAsync(tab, TooFaint));
    }

    [Fact]
    public async Task It_has_headings_in_order_and_a_caption_on_every_table()
    {
        var tab = await page.OpenAsync();

        var headings = Texts(await tab.EvaluateAsync("[...document.querySelectorAll('h1,h2,h3')].map(h => h.tagName)"));
        Assert.Equal("H1", headings[0]);
        Assert.True(headings.Count > 5 && headings.Skip(1).All(h => h == "H2"), string.Join(' ', headings));
        var captions = Texts(
            await tab.EvaluateAsync("[...document.querySelectorAll('table')].map(t => t.caption?.textContent ?? '')")
        );
        Assert.True(captions.Count >= 4);
        Assert.All(captions, Assert.NotEmpty);
    }

    [Fact]
    public async Task A_screen_reader_is_told_landmarks_and_the_charts_in_words()
    {
        var tab = await page.OpenAsync();

        var spoken = await tab.SpokenAsync();

        foreach (var landmark in new[] { "banner", "main", "contentinfo", "navigation" })
            Assert.Contains(spoken, s => s.Role == landmark);
        foreach (var chart in new[] { "Lag over the last day", "Reports delivered and failed per hour" })
            Assert.Contains(spoken, s => s.Role is "image" or "img" && s.Name == chart);
        Assert.All(
            spoken.Where(s => s.Role is "link" or "button" or "region" or "DisclosureTriangle"),
            s => Assert.NotEmpty(s.Name)
        );
        Assert.Contains(spoken, s => s.Role == "status");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task Whatever_can_be_used_is_reached_by_Tab_and_shows_it(int width)
    {
        var tab = await page.OpenAsync(width);
        // What stands in closed details is not there for anybody.
        await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        var all = (int)
            (await tab.EvaluateAsync($"window.all = [...document.querySelectorAll('{Usable}')]; all.length"))!;
        var reached = new List<int>();

        for (var i = 0; i < all; i++)
        {
            await tab.PressTabAsync();
            reached.Add((int)(await tab.EvaluateAsync("all.indexOf(document.activeElement)"))!);
            Assert.NotEqual(
                "none",
                (string?)await tab.EvaluateAsync("getComputedStyle(document.activeElement).outlineStyle")
            );
            Assert.Equal("", (string?)await tab.EvaluateAsync(OutOfSight));
        }

        Assert.True(all > 5);
        Assert.Equal(Enumerable.Range(0, all), reached);
    }

    [Fact]
    public async Task A_reserved_name_is_shown_as_the_text_that_it_is()
    {
        var tab = await page.OpenAsync();

        var texts = Texts(await tab.EvaluateAsync("[...document.querySelectorAll('bdi')].map(b => b.textContent)"));

        Assert.True(texts.Count(t => t == ShownPage.Shown) >= 2, "as testplan and as serial");
        Assert.Equal(0, (int?)await tab.EvaluateAsync("document.querySelectorAll('img, iframe, object').length"));
        Assert.Equal(1, (int?)await tab.EvaluateAsync("document.scripts.length"));
        Assert.Empty(tab.Complaints);
    }

    [Fact]
    public async Task It_refreshes_itself_and_leaves_what_the_reader_opened_open()
    {
        var tab = await page.OpenAsync();
        await tab.EvaluateAsync("document.querySelector('details summary').click()");
        var before = (string?)await tab.EvaluateAsync("document.querySelector('[data-part=at]').textContent");

        var after = (string?)
            await tab.EvaluateAsync(
                $$"""
                new Promise(seen => {
                  const at = () => document.querySelector('[data-part=at]').textContent;
                  const look = () => at() === '{{before}}' ? setTimeout(look, 100) : seen(at());
                  look();
                })
                """
            );

        Assert.NotEqual(before, after);
        Assert.True((bool?)await tab.EvaluateAsync("document.querySelector('details').open"));
        Assert.Empty(tab.Complaints);
    }

    private const string Usable = "a[href], button, input, select, textarea, summary, [tabindex=\"0\"]";

    /// <summary>What sticks out of the window and is in nothing that scrolls.</summary>
    private const string Overflowing = """
        [...document.body.querySelectorAll('*')]
          .filter(e => !e.closest('.scroll') && !e.closest('.skip') && !e.closest('svg'))
          .filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
          .map(e => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)
        """;

    /// <summary>Texts with less contrast than WCAG's 4.5 : 1.</summary>
    private const string TooFaint = """
        (() => {
          const parse = c => { const n = c.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) return c; } return [255, 255, 255, 1]; };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const faint = [];
          while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || ['SCRIPT', 'STYLE'].includes(e.tagName)) continue;
            const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
            const contrast = (a + 0.05) / (b + 0.05);
            if (contrast < 4.5) faint.push(`${contrast.toFixed(2)} ${e.tagName}.${e.className} ${walker.currentNode.data.trim().slice(0, 40)}`);
          }
          return faint;
        })()
        """;

    /// <summary>Why the element that has the focus cannot be seen; empty when it can.</summary>
    private const string OutOfSight = """
        (() => {
          const r = document.activeElement.getBoundingClientRect();
          return r.width > 0 && r.height > 0 && r.right > 0 && r.bottom > 0 && r.left < innerWidth && r.top < innerHeight
            ? '' : `${document.activeElement.outerHTML.slice(0, 80)} ${JSON.stringify(r)}`;
        })()
        """;

    private static async Task<string> JsonAsync(Tab tab, string expression) =>
        (await tab.EvaluateAsync(expression))!.ToJsonString();

    private static List<string> Texts(JsonNode? array) => [.. array!.AsArray().Select(t => (string)t!)];

    /// <summary>In the output folder of the tests, for whoever wants to look.</summary>
    private static async Task KeepAsync(Tab tab, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;
        var picture = await tab.PictureAsync();
        await File.WriteAllBytesAsync(Path.Combine(folder, name), picture, TestContext.Current.CancellationToken);
        TestContext.Current.AddAttachment(name, picture, "image/png");
    }
}
