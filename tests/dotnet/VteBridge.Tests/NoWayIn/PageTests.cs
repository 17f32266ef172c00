using VteBridge.Monitoring;
using VteBridge.Tests.Monitoring;

namespace VteBridge.Tests.NoWayIn;

/// <summary>The status page and the other addresses of the health server, with malicious texts in them.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/health")]
    [InlineData("/metrics")]
    public async Task Texts_of_VTE_stay_texts(string path)
    {
        var reserved = Some.Healthy with
        {
            LastCycle = Some.Healthy.LastCycle! with { Trouble = UntrustedText.Whole },
            Destination = Some.Healthy.Destination! with { Trouble = UntrustedText.Whole },
            Reports = new(new DateOnly(2026, 5, 1)) { Yields = [new(UntrustedText.Whole, 1, 0, 0, 0)] },
            DeadLetters = new(
                1,
                [
                    new(
                        "cause",
                        1,
                        new(
                            "id",
                            "run",
                            null,
                            UntrustedText.Whole,
                            UntrustedText.Whole,
                            UntrustedText.Whole,
                            UntrustedText.Whole,
                            UntrustedText.Whole
                        )
                    ),
                ]
            ),
            Warnings = [new LoggedWarning(Some.Now, "Warning", UntrustedText.Whole)],
        };
        await using var server = await TestServer.StartAsync(reserved);

        var text = await server.TextAsync(path);

        UntrustedText.AssertHarmless(text);
        Assert.DoesNotContain("<script>alert", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</td><script", text, StringComparison.OrdinalIgnoreCase);
    }
}
