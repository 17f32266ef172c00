using System.Text;
using VteBridge.Simulator.Wats;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>A report as a whole: what is accepted, and what is refused before its members are looked at.</summary>
public sealed class WsjfValidatorTests
{
    [Fact]
    public void Valid_reports_have_no_problem()
    {
        Assert.Empty(SampleReports.Test().Problems());
        Assert.Empty(SampleReports.Repair().Problems());
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("{\"id\":", "is not JSON")]
    [InlineData("{\"value\":NaN}", "is not JSON")]
    [InlineData("{\"sn\":\"a\",\"sn\":\"b\"}", "is not JSON")]
    [InlineData("[]", "object")]
    [InlineData("null", "object")]
    [InlineData("\uFEFF{}", "byte order mark")]
    [InlineData("{\"sn\":\"\\ud800\"}", "$.sn: holds half of a surrogate pair")]
    public void What_is_no_report_is_refused_as_a_whole(string text, string problem) =>
        Assert.Contains(
            problem,
            Assert.Single(new WsjfValidator().Validate(Encoding.UTF8.GetBytes(text))),
            StringComparison.Ordinal
        );

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        var bytes = SampleReports.Test(sn: "SN~1").Bytes();
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0xE5; // å in Latin-1
        Assert.Contains("UTF-8", Assert.Single(new WsjfValidator().Validate(bytes)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sn", 0x00)]
    [InlineData("root.steps[0].reportText", 0x08)]
    [InlineData("miscInfos[0].text", 0x0B)]
    public void No_text_holds_a_control_character(string path, int character) =>
        Assert.Equal(
            [$"$.{path}: holds the control character U+{character:X4}"],
            SampleReports.Test().With(path, $"\"a\\u{character:x4}b\"").Problems()
        );

    [Fact]
    public void Tabs_and_line_ends_are_allowed() =>
        Assert.Empty(SampleReports.Test().With("uut.comment", "\"a\\tb\\r\\nc\"").Problems());

    [Fact]
    public void All_reasons_are_given_at_once() =>
        Assert.Equal(
            3,
            SampleReports
                .Test()
                .With("sn", "5")
                .With("root.steps[3].group", "\"X\"")
                .With("pn", Absent)
                .Problems()
                .Count
        );

    [Fact]
    public void What_a_genuine_server_adds_is_accepted() =>
        Assert.Empty(
            SampleReports
                .Test()
                .With("productName", "null")
                .With("processCodeFormat", "null")
                .With("uut.stepIdCausedUUTFailure", "2")
                .With("miscInfos[0].numeric", "1")
                .With("subUnits[0].position", "0")
                .With("assetStats", """[{"assetSN":"A-1","runningCount":1}]""")
                .With("additionalData", """[{"name":"x","props":[{"name":"y","type":"Number","value":"1"}]}]""")
                .With("root.steps[6].numericMeas", """[{"compOp":"LOG","name":null,"status":"P","value":1}]""")
                .With("root.steps[7].callExe", """{"exitCode":1.0}""")
                .With("root.steps[7].messagePopup", """{"response":null,"button":1}""")
                .With("root.steps[7].reportText", "null")
                .Problems()
        );
}
