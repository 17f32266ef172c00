using System.Text.Json.Nodes;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class StepRulesTests
{
    [Theory]
    [InlineData("root.name", Absent, "is required")]
    [InlineData("root.stepType", "\"ET_A\"", "the root is a SequenceCall")]
    [InlineData("root.steps[0].name", Absent, "is required")]
    [InlineData("root.steps[0].name", "\"\"", "must not be empty")]
    [InlineData("root.steps[0].group", Absent, "is required")]
    [InlineData("root.steps[0].group", "\"T\"", "allowed are S M C")]
    [InlineData("root.steps[1].status", "\"X\"", "allowed are P F E T D S")]
    [InlineData("root.steps[1].status", Absent, "is required")]
    [InlineData("root.steps[5].stepType", "\"ET_XXX\"", "not a step type")]
    [InlineData("root.steps[8].steps[0].status", "\"passed\"", "allowed are")]
    [InlineData("root.steps[8].steps[0].id", "2", "used twice")]
    [InlineData("root.steps[8].seqCall", Absent, "is required")]
    [InlineData("root.steps[8].seqCall.path", "\"\"", "must not be empty")]
    [InlineData("root.steps[8].seqCall.name", Absent, "is required")]
    [InlineData("root.steps[8].seqCall.version", "null", "is required")]
    [InlineData(
        "root.steps[0].seqCall",
        "{\"path\":\"a\",\"name\":\"b\",\"version\":\"c\"}",
        "belongs to a SequenceCall"
    )]
    [InlineData("root.steps[0].steps", "[]", "belong to a SequenceCall")]
    [InlineData("root.steps[0].totTime", "1e999", "not a finite number")]
    [InlineData("root.steps[0].units", "\"V\"", "not a member of WSJF")]
    [InlineData("root.steps[8].steps[0]", "7", "must be an object")]
    [InlineData("root.steps", "{}", "must be a list")]
    public void A_broken_step_is_named(string path, string json, string problem)
    {
        var report = SampleReports.Test().With(path, json);
        if (path == "root.steps")
        {
            report.With("result", "\"P\"").With("root.status", "\"P\"");
        }
        if (path == "root.stepType")
        {
            report.With("root.seqCall", Absent).With("root.steps", Absent);
            report.With("result", "\"P\"").With("root.status", "\"P\"");
        }
        report.OnlyProblemIs(path, problem);
    }

    [Theory]
    [InlineData("root.steps[0].name", 100)]
    [InlineData("root.steps[0].errorMessage", 200)]
    [InlineData("root.steps[0].reportText", 100_000)]
    [InlineData("root.seqCall.path", 500)]
    [InlineData("root.seqCall.name", 200)]
    [InlineData("root.seqCall.version", 30)]
    public void Texts_of_a_step_end_at_their_limit(string path, int limit)
    {
        Assert.Empty(SampleReports.Test().With(path, $"\"{new string('x', limit)}\"").Problems());
        SampleReports
            .Test()
            .With(path, $"\"{new string('x', limit + 1)}\"")
            .OnlyProblemIs(path, $"{limit} are allowed");
    }

    [Theory]
    [InlineData("chartType", "\"Pie\"", "allowed are Line")]
    [InlineData("label", Absent, "is required")]
    [InlineData("xLabel", Absent, "is required")]
    [InlineData("yLabel", "\"\"", "must not be empty")]
    [InlineData("series", "[]", "must not be empty")]
    [InlineData("series", Absent, "is required")]
    [InlineData("yUnit", "\"123456789012345678901\"", "20 are allowed")]
    [InlineData("series[0].dataType", "\"XY\"", "must be XYG")]
    [InlineData("series[0].name", Absent, "is required")]
    [InlineData("series[0].xdata", "\"1;NaN;3\"", "'NaN' is not a finite number")]
    [InlineData("series[0].ydata", "\"1;2;\"", "'' is not a finite number")]
    [InlineData("series[0].ydata", "\"1,5;2;3\"", "'1,5' is not a finite number")]
    [InlineData("series[0].ydata", "[1,2,3]", "must be a text")]
    public void A_broken_chart_is_named(string member, string json, string problem) =>
        SampleReports
            .Test()
            .With($"root.steps[6].chart.{member}", json)
            .OnlyProblemIs($"root.steps[6].chart.{member}", problem);

    [Fact]
    public void A_series_has_as_many_x_as_y() =>
        SampleReports
            .Test()
            .With("root.steps[6].chart.series[0].ydata", "\"1;2\"")
            .OnlyProblemIs("root.steps[6].chart.series[0]", "xdata holds 3 numbers, ydata 2");

    [Fact]
    public void A_chart_is_an_object_in_a_chart_step()
    {
        var chart = SampleReports.Test()["root"]!["steps"]![6]!["chart"]!.ToJsonString();
        SampleReports
            .Test()
            .With("root.steps[6].chart", $"[{chart}]")
            .OnlyProblemIs("root.steps[6].chart", "must be an object");
        SampleReports.Test().With("root.steps[4].chart", chart).OnlyProblemIs("root.steps[4].chart", "WATS_XYGMNLT");
        SampleReports.Test().With("root.steps[6].chart", Absent).OnlyProblemIs("root.steps[6].chart", "is required");
    }

    [Fact]
    public void A_step_has_one_chart_or_one_attachment()
    {
        var attachment = SampleReports.Test()["root"]!["steps"]![7]!["attachment"]!.ToJsonString();
        SampleReports
            .Test()
            .With("root.steps[6].attachment", attachment)
            .OnlyProblemIs("root.steps[6].attachment", "one chart or one attachment");
    }

    [Theory]
    [InlineData("name", Absent, "is required")]
    [InlineData("contentType", Absent, "is required")]
    [InlineData("contentType", "\"text\"", "not a MIME type")]
    [InlineData("contentType", "\"*/*\"", "not a MIME type")]
    [InlineData("data", Absent, "is required")]
    [InlineData("data", "\"not base64!\"", "is not base64")]
    [InlineData("data", "\"aGVsbG8\"", "is not base64")]
    [InlineData("size", "5", "not a member")]
    public void A_broken_attachment_is_named(string member, string json, string problem) =>
        SampleReports
            .Test()
            .With($"root.steps[7].attachment.{member}", json)
            .OnlyProblemIs($"root.steps[7].attachment.{member}", problem);

    [Fact]
    public void An_attachment_holds_at_most_100_KB()
    {
        JsonObject Holding(int bytes) =>
            SampleReports
                .Test()
                .With("root.steps[7].attachment.data", $"\"{Convert.ToBase64String(new byte[bytes])}\"");

        Assert.Empty(Holding(102_400).Problems());
        Holding(102_401).OnlyProblemIs("root.steps[7].attachment.data", "102401 bytes, 102400 are allowed");
    }

    [Fact]
    public void The_summary_step_of_a_loop_needs_neither_measurement_nor_version()
    {
        const string loop = """{"idx":null,"num":2,"endingIndex":2,"passed":2,"failed":0}""";
        Assert.Empty(
            SampleReports
                .Test()
                .With("root.steps[4].loop", loop)
                .With("root.steps[4].booleanMeas", Absent)
                .With("root.steps[8].loop", loop)
                .With("root.steps[8].seqCall.version", "null")
                .Problems()
        );
        SampleReports
            .Test()
            .With("root.steps[4].loop", """{"idx":"a"}""")
            .OnlyProblemIs("root.steps[4].loop.idx", "must be a whole number");
    }

    [Fact]
    public void What_a_genuine_server_adds_to_a_step_is_accepted() =>
        Assert.Empty(
            SampleReports
                .Test()
                .With("root.steps[7].causedUUTFailure", "false")
                .With("root.steps[7].callExe", """{"exitCode":1.0}""")
                .With("root.steps[7].messagePopup", """{"response":null,"button":1}""")
                .With("root.steps[7].additionalResults", "[]")
                .With("root.steps[7].reportText", "null")
                .Problems()
        );
}
