using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

public sealed class TimeSpanTextTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("30 sec", 30)]
    [InlineData("5m", 300)]
    [InlineData("5 Minutes", 300)]
    [InlineData("24h", 86_400)]
    [InlineData("1h30m", 5_400)]
    [InlineData("1.5h", 5_400)]
    [InlineData("7d", 604_800)]
    [InlineData("500ms", 0.5)]
    [InlineData("00:00:30", 30)]
    [InlineData("24:00:00", 86_400)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("00:00:01.5", 1.5)]
    [InlineData(" 0 ", 0)]
    public void Is_read_as_people_mean_it(string text, double seconds)
    {
        Assert.True(TimeSpanText.TryParse(text, out var span));
        Assert.Equal(seconds, span.TotalSeconds);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("")]
    [InlineData("01:30")]
    [InlineData("1:00:00:00")]
    [InlineData("1.24:00:00")]
    [InlineData("00:60:00")]
    [InlineData("-30s")]
    [InlineData("1,5h")]
    [InlineData("PT30S")]
    [InlineData("30s5m")]
    [InlineData("30 days ago")]
    [InlineData("999999999999d")]
    [InlineData("٣٠s")]
    [InlineData("３０s")]
    [InlineData("٠٠:٠٠:٣٠")]
    public void Is_refused_when_it_could_mean_something_else(string text) =>
        Assert.False(TimeSpanText.TryParse(text, out _));

    [Fact]
    public void Is_written_so_that_it_reads_the_same_again()
    {
        foreach (
            var span in new[] { 0, 1, 59, 60, 90, 3_600, 5_400, 86_400, 604_800, 0.25 }.Select(TimeSpan.FromSeconds)
        )
        {
            Assert.True(TimeSpanText.TryParse(TimeSpanText.Of(span), out var again));
            Assert.Equal(span, again);
        }
    }
}
