using System.Text.Json.Nodes;
using static VteBridge.Tests.Simulator.Wats.Broken;
using static VteBridge.Tests.Simulator.Wats.SamplePaths;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>The measurements, limits, charts, attachments and verdicts of steps agree with each other.</summary>
public sealed class WsjfStepTests
{
    [Theory]
    [InlineData("EQ NE LT LE GT GE", "\"lowLimit\":1", true)]
    [InlineData("EQ NE LT LE GT GE", "\"lowLimit\":1,\"highLimit\":5", false)]
    [InlineData("EQ NE LT LE GT GE", "\"highLimit\":1", false)]
    [InlineData("GELE GELT GTLE GTLT LEGE LEGT LTGE LTGT", "\"lowLimit\":1,\"highLimit\":5", true)]
    [InlineData("GELE GELT GTLE GTLT LEGE LEGT LTGE LTGT", "\"lowLimit\":1", false)]
    [InlineData("LOG", "\"lowLimit\":null,\"highLimit\":null", true)]
    [InlineData("LOG", "\"lowLimit\":0", false)]
    [InlineData("LOG", "\"highLimit\":0", false)]
    public void Limits_go_where_the_comparison_says(string comparisons, string limits, bool isValid) =>
        Assert.All(
            comparisons.Split(' '),
            comparison =>
                Assert.Equal(
                    isValid,
                    SampleReports
                        .Test()
                        .With(
                            Number,
                            $$"""{"compOp":"{{comparison}}","status":"F","unit":null,"value":5.5,{{limits}}}"""
                        )
                        .Problems()
                        is []
                )
        );

    [Theory]
    [InlineData(0, "numericMeas", 1)]
    [InlineData(2, "stringMeas", 1)]
    [InlineData(4, "booleanMeas", 1)]
    [InlineData(1, "numericMeas", 2)]
    [InlineData(3, "stringMeas", 2)]
    [InlineData(5, "booleanMeas", 2)]
    public void A_single_step_has_one_measurement_and_a_multi_step_two(int step, string list, int count)
    {
        var path = $"root.steps[{step}].{list}";
        var one = SampleReports.Test()["root"]!["steps"]![step]![list]![0]!.ToJsonString();
        var wrong = count == 1 ? $"[{one},{one}]" : $"[{one}]";
        SampleReports.Test().With(path, wrong).IsRefusedAt(path);
        SampleReports.Test().With(path, "[]").IsRefusedAt(path);
        SampleReports.Test().With(path, one).IsRefusedAt(path);
    }

    [Fact]
    public void A_logged_text_has_no_limit() =>
        SampleReports.Test().With($"{Text}.compOp", "\"LOG\"").IsRefusedAt($"{Text}.limit");

    [Fact]
    public void Infinite_numbers_are_refused() =>
        Assert.NotEmpty(SampleReports.Test().With($"{Number}.highLimit", "1e309").Problems());

    [Fact]
    public void A_series_has_as_many_x_as_y() =>
        Assert.Equal(
            [$"$.{Chart}.series[0]: xdata holds 3 numbers, ydata 2"],
            SampleReports.Test().With($"{Chart}.series[0].ydata", "\"1;2\"").Problems()
        );

    [Fact]
    public void An_attachment_holds_at_most_100_000_bytes()
    {
        JsonObject Holding(int bytes) =>
            SampleReports.Test().With($"{Attachment}.data", $"\"{Convert.ToBase64String(new byte[bytes])}\"");

        Assert.Empty(Holding(100_000).Problems());
        Holding(100_001).IsRefusedAt($"{Attachment}.data");
    }

    [Fact]
    public void Report_and_root_agree_and_a_failed_report_has_a_failed_step()
    {
        SampleReports.Test().With("result", "\"P\"").IsRefusedAt("root.status");
        SampleReports.Test().With("root.steps[0].status", "\"E\"").IsRefusedAt("root");
        Assert.Empty(SampleReports.Test().With("result", "\"P\"").With("root.status", "\"P\"").Problems());
    }

    [Fact]
    public void The_summary_step_of_a_loop_needs_neither_measurement_nor_version() =>
        Assert.Empty(
            SampleReports
                .Test()
                .With("root.steps[4].loop", """{"idx":null,"num":2,"endingIndex":2,"passed":2,"failed":0}""")
                .With("root.steps[4].booleanMeas", Absent)
                .With("root.steps[8].loop", """{"num":2}""")
                .With("root.steps[8].seqCall.version", "null")
                .Problems()
        );

    [Fact]
    public void Sequences_may_be_nested_deeply()
    {
        const string sequence =
            """{"group":"M","stepType":"SequenceCall","name":"n","status":"P","seqCall":{"path":"p","name":"n","version":"1"},"steps":[{}]}""";
        var report = SampleReports.Test();
        var path = "root.steps[8]";
        for (var depth = 0; depth < 60; depth++)
        {
            report.With($"{path}.steps[0]", sequence);
            path += ".steps[0]";
        }
        Assert.Empty(
            report.With($"{path}.steps[0]", """{"group":"M","stepType":"ET_A","name":"n","status":"P"}""").Problems()
        );
    }
}
