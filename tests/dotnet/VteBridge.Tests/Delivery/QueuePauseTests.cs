using VteBridge.Delivery.Sidecar;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

public sealed class QueuePauseTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_wait_that_the_sidecar_wrote_is_shown()
    {
        Write("2026-03-02T08:00:58Z", "2026-03-02T08:00:00Z");

        Assert.Equal("nothing is sent until 2026-03-02 08:00:58Z: WATS asks", $"{QueuePause.Read(_folder.Path, Now)}");
    }

    [Theory]
    [InlineData("2026-03-02T08:00:00Z", "2026-03-02T07:59:00Z")]
    [InlineData("2027-03-02T08:00:00Z", "2026-03-02T07:59:00Z")]
    [InlineData("2026-03-02T08:20:00Z", "2026-03-02T08:10:00Z")]
    public void One_that_is_over_or_was_written_under_another_clock_is_none(string until, string written)
    {
        Write(until, written);

        Assert.Null(QueuePause.Read(_folder.Path, Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"until\":\"soon\"}")]
    public void A_file_that_is_not_there_or_damaged_is_none(string? content)
    {
        if (content is not null)
            _folder.Write(QueuePause.FileName, content);

        Assert.Null(QueuePause.Read(_folder.Path, Now));
    }

    private void Write(string until, string written) =>
        _folder.Write(
            QueuePause.FileName,
            $$"""{"until": "{{until}}", "written": "{{written}}", "reason": "WATS asks"}"""
        );
}
