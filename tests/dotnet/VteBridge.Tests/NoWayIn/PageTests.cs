using VteBridge.Health.Snapshots;
using VteBridge.Tests.Health;

namespace VteBridge.Tests.NoWayIn;

/// <summary>The status page and its neighbours, with hostile texts in them.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/metrics")]
    public async Task Texts_of_VTE_stay_texts(string path)
    {
        var hostile = Some.Healthy with
        {
            LastPass = Some.Healthy.LastPass! with { Trouble = HostileText.Whole },
            Outlet = Some.Healthy.Outlet! with { Trouble = HostileText.Whole },
            Warnings = [new LoggedWarning(Some.Now, "Warning", HostileText.Whole)],
        };
        await using var server = await TestServer.StartAsync(hostile);

        var text = await server.TextAsync(path);

        HostileText.AssertHarmless(text);
        Assert.DoesNotContain("<script>alert", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</td><script", text, StringComparison.OrdinalIgnoreCase);
    }
}
