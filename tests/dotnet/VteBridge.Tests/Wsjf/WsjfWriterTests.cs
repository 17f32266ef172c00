using System.Text;
using System.Text.Json;
using VteBridge.Tests.Mapping;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Wsjf;

public class WsjfWriterTests
{
    private const string Text = "Ω µ å 日本 العربية 😀 \u2028 \uFEFF \u007E é / < > & '";

    [Fact]
    public void Text_is_escaped_only_where_JSON_demands_it()
    {
        var json = Encoding.UTF8.GetString(WsjfWriter.ToUtf8(With("\"\\\t\r\n" + Text)).ToArray());

        Assert.Contains("\"value\":\"\\\"\\\\\\t\\r\\n" + Text + "\"", json);
    }

    [Fact]
    public void Bytes_have_no_mark_and_no_white_space()
    {
        var bytes = WsjfWriter.ToUtf8(With("x")).ToArray();

        Assert.Equal((byte)'{', bytes[0]);
        Assert.DoesNotContain((byte)'\n', bytes);
        Assert.Equal(64, WsjfWriter.ContentHash(bytes).Length);
    }

    [Fact]
    public void Indented_form_says_the_same_with_LF()
    {
        var compact = WsjfWriter.ToUtf8(With(Text)).ToArray();
        var indented = WsjfWriter.ToUtf8(With(Text), indented: true).ToArray();

        Assert.DoesNotContain((byte)'\r', indented);
        Assert.True(
            JsonElement.DeepEquals(JsonDocument.Parse(compact).RootElement, JsonDocument.Parse(indented).RootElement)
        );
    }

    [Theory]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e21, "1E+21")]
    [InlineData(-0.0, "-0")]
    [InlineData(24, "24")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    public void Numbers_are_shortest_round_trip(double value, string text)
    {
        var run = Runs.Ordinary with { Steps = [Runs.Number(1, "N", value)] };
        var json = Encoding.UTF8.GetString(WsjfWriter.ToUtf8(Runs.Report(run)).ToArray());

        Assert.Contains($"\"value\":{text}}}", json);
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(double.Parse(text)));
    }

    [Fact]
    public void Starts_have_milliseconds_or_the_digits_of_VTE()
    {
        Assert.Equal("2024-05-13T09:30:15.123+02:00", WsjfJson.Local(Start(0)));
        Assert.Equal("2024-05-13T07:30:15.123Z", WsjfJson.Utc(Start(0)));
        Assert.Equal("2024-05-13T09:30:15.1234567+02:00", WsjfJson.Local(Start(4567)));
        Assert.Equal("2024-05-13T07:30:15.1234567Z", WsjfJson.Utc(Start(4567)));
    }

    private static DateTimeOffset Start(int ticks) =>
        new DateTimeOffset(2024, 5, 13, 9, 30, 15, 123, TimeSpan.FromHours(2)).AddTicks(ticks);

    private static WsjfReport With(string value) =>
        Runs.Report(Runs.Ordinary with { Steps = [Runs.Text(1, "T", value)] });
}
