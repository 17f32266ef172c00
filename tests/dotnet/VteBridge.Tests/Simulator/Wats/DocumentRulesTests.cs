using System.Text;
using VteBridge.Simulator.Wats;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class DocumentRulesTests
{
    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("nonsense", "is not JSON")]
    [InlineData("{\"id\":", "is not JSON")]
    [InlineData("{\"value\":NaN}", "is not JSON")]
    [InlineData("{\"value\":Infinity}", "is not JSON")]
    [InlineData("{\"sn\":\"a\",\"sn\":\"b\"}", "is not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("null", "must be an object")]
    [InlineData("\uFEFF{}", "byte order mark")]
    public void What_is_no_json_object_is_refused_as_a_whole(string text, string problem)
    {
        var found = Assert.Single(new WsjfValidator().Validate(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        var bytes = SampleReports.Test(sn: "SN~1").Bytes();
        bytes[Array.IndexOf(bytes, (byte)'~')] = 0xE5; // å in Latin-1
        Assert.Contains("UTF-8", Assert.Single(new WsjfValidator().Validate(bytes)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sn", 0x00)]
    [InlineData("uut.comment", 0x1B)]
    [InlineData("root.steps[0].reportText", 0x08)]
    [InlineData("root.steps[6].chart.label", 0x1F)]
    [InlineData("miscInfos[0].text", 0x0B)]
    public void No_text_holds_a_control_character(string path, int character) =>
        SampleReports.Test().With(path, $"\"a\\u{character:x4}b\"").OnlyProblemIs(path, $"U+{character:X4}");

    [Fact]
    public void Tabs_and_line_ends_are_allowed_everywhere() =>
        Assert.Empty(SampleReports.Test().With("uut.comment", "\"a\\tb\\r\\nc\"").Problems());

    [Theory]
    [InlineData("{\"sn\":\"\\ud800\"}")]
    [InlineData("{\"sn\":\"\\udc00x\"}")]
    public void Half_a_surrogate_pair_is_no_text(string text) =>
        Assert.Contains(
            "$.sn: holds half of a surrogate pair",
            new WsjfValidator().Validate(Encoding.UTF8.GetBytes(text))
        );

    [Theory]
    [InlineData("miscInfos[0].description", Absent, "is required")]
    [InlineData("miscInfos[0].text", Absent, "is required")]
    [InlineData("miscInfos[0].text", "5", "must be a text")]
    [InlineData("miscInfos[0].value", "\"x\"", "not a member")]
    [InlineData("subUnits[0].sn", "\"\"", "must not be empty")]
    [InlineData("subUnits[0].sn", Absent, "is required")]
    [InlineData("subUnits[0].pn", Absent, "is required")]
    [InlineData("subUnits[0].partType", Absent, "is required")]
    [InlineData("subUnits[0].serial", "\"x\"", "not a member")]
    [InlineData("subUnits[0].failures", "[]", "not a member")]
    [InlineData("assets[0].assetSN", Absent, "is required")]
    [InlineData("assets[0].usageCount", Absent, "is required")]
    [InlineData("assets[0].usageCount", "0.5", "not a whole number")]
    [InlineData("assets[0].sn", "\"x\"", "not a member")]
    public void A_broken_part_is_named(string path, string json, string problem) =>
        SampleReports.Test().With(path, json).OnlyProblemIs(path, problem);

    [Theory]
    [InlineData("miscInfos[0].description", 100)]
    [InlineData("miscInfos[0].text", 100)]
    [InlineData("subUnits[0].partType", 50)]
    [InlineData("subUnits[0].sn", 100)]
    [InlineData("assets[0].assetSN", 100)]
    public void Texts_of_parts_end_at_their_limit(string path, int limit)
    {
        Assert.Empty(SampleReports.Test().With(path, $"\"{new string('x', limit)}\"").Problems());
        SampleReports
            .Test()
            .With(path, $"\"{new string('x', limit + 1)}\"")
            .OnlyProblemIs(path, $"{limit} are allowed");
    }

    [Fact]
    public void What_a_genuine_server_adds_to_a_report_is_accepted() =>
        Assert.Empty(
            SampleReports
                .Test()
                .With("productName", "null")
                .With("processCodeFormat", "null")
                .With("origin", "\"here\"")
                .With("uut.batchLoopIndex", "null")
                .With("uut.stepIdCausedUUTFailure", "2")
                .With("miscInfos[0].numeric", "1")
                .With("subUnits[0].position", "0")
                .With("assets[0].usageCountFormat", "null")
                .With("assetStats", """[{"assetSN":"A-1","runningCount":1}]""")
                .With("additionalData", """[{"name":"x","props":[{"name":"y","type":"Number","value":"1"}]}]""")
                .Problems()
        );

    [Fact]
    public void Of_very_many_problems_the_first_thousand_are_told_and_the_rest_counted()
    {
        var infos = string.Join(',', Enumerable.Repeat("7", 1500));
        var problems = SampleReports.Test().With("miscInfos", $"[{infos}]").Problems();
        Assert.Equal(1001, problems.Count);
        Assert.Equal("... and 500 more", problems[^1]);
    }

    [Fact]
    public void Sequences_may_be_nested_deeply()
    {
        var report = SampleReports.Test();
        var path = "root.steps[8]";
        for (var depth = 0; depth < 60; depth++)
        {
            report.With(
                $"{path}.steps[0]",
                """{"group":"M","stepType":"SequenceCall","name":"n","status":"P","seqCall":{"path":"p","name":"n","version":"1"},"steps":[{}]}"""
            );
            path += ".steps[0]";
        }
        report.With($"{path}.steps[0]", """{"group":"M","stepType":"ET_A","name":"n","status":"P"}""");
        Assert.Empty(report.Problems());
    }
}
