using VteBridge.Configuration;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Sync;

public sealed class WindowTests
{
    private static readonly VteClock Oslo = new(new VteOptions { TimeZone = "Europe/Oslo" });

    /// <summary>The limit in local time, at so many minutes after the clocks were put back from 03:00 to 02:00.</summary>
    [Theory]
    [InlineData(-30, "02:31")]
    [InlineData(10, "03:11")]
    [InlineData(58, "03:59")]
    [InlineData(60, "03:01")]
    public void Rows_of_the_hour_before_the_clocks_went_back_are_not_of_the_future(int minutes, string from)
    {
        var back = new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.Zero);

        var window = Window.At(back.AddMinutes(minutes), Oslo, new SyncOptions());

        Assert.Equal(from, window.Future.ToString("HH:mm"));
    }

    [Fact]
    public void Nothing_changes_where_the_clocks_went_forward()
    {
        var forward = new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero);

        Assert.Equal(new DateTime(2026, 3, 29, 3, 11, 0), Window.At(forward.AddMinutes(10), Oslo, new()).Future);
    }
}
