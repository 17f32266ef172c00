using System.Text;
using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Sync;

namespace VteBridge.Tests.Sync;

public sealed class RefusalTests
{
    private static readonly Guid Id = Guid.NewGuid();

    [Theory]
    [InlineData("""{"id":"1","sn":"A1","machineName":"Line 1","uut":{"sn":"B"}""", "A1", "Line 1")]
    [InlineData("""{"id":"1","sn":"A1","machi""", "A1", null)]
    [InlineData("\0\0\0", null, null)]
    [InlineData("<html>", null, null)]
    [InlineData("\uFEFF{\"sn\":\"A1\"}", null, null)]
    [InlineData("", null, null)]
    public void Whatever_was_refused_becomes_a_dead_letter(string content, string? serial, string? station)
    {
        var letter = Of(Encoding.UTF8.GetBytes(content));

        Assert.Equal((serial, station), (letter.Serial, letter.Station));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_no_serial() => Assert.Null(Of([.. "{\"sn\":\""u8, 0xE5, .. "\"}"u8]).Serial);

    private static VteBridge.State.DeadLetterRecord Of(byte[] content) =>
        Refusal.DeadLetter(
            new Receipt(Id, Outcome.Rejected, "no") { Report = new RefusedReport(content, content.Length, "file") },
            known: null,
            DateTimeOffset.UnixEpoch
        );
}
