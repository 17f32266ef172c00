using System.Text;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>The rules of WSJF, broken one at a time.</summary>
public sealed class WsjfValidatorTests
{
    private const string Number = "root.steps[0].numericMeas[0]";
    private const string Text = "root.steps[2].stringMeas[0]";
    private const string Chart = "root.steps[6].chart";
    private const string Attachment = "root.steps[7].attachment";
    private const string Failure = "subUnits[0].failures[0]";

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

    public static TheoryData<string> Required =>
        [
            .. (
                "id type sn pn rev machineName location purpose result start startUTC processCode uut root root.name root.steps[0].group "
                + "root.steps[1].status root.steps[8].seqCall root.steps[8].seqCall.name root.steps[8].seqCall.version "
                + $"{Number}.compOp {Number}.status {Number}.value {Number}.lowLimit {Number}.highLimit {Text}.compOp {Text}.value "
                + $"{Text}.limit root.steps[4].booleanMeas[0].status {Chart} {Chart}.label {Chart}.xLabel {Chart}.series "
                + $"{Chart}.series[0].name {Attachment}.name {Attachment}.contentType {Attachment}.data miscInfos[0].description "
                + "subUnits[0].sn subUnits[0].pn subUnits[0].partType assets[0].assetSN assets[0].usageCount root.steps[0].numericMeas "
                + "root.steps[2].stringMeas root.steps[4].booleanMeas root.steps[1].numericMeas[1].name"
            ).Split(' '),
        ];

    [Theory]
    [MemberData(nameof(Required))]
    public void Required_members_may_be_neither_absent_nor_null(string path)
    {
        SampleReports.Test().With(path, Absent).IsRefusedAt(path);
        SampleReports.Test().With(path, "null").IsRefusedAt(path);
    }

    [Theory]
    [InlineData("id", "\"42\"")]
    [InlineData("type", "\"X\"")]
    [InlineData("sn", "12")]
    [InlineData("sn", "\"\"")]
    [InlineData("result", "\"S\"")]
    [InlineData("result", "\"Failed\"")]
    [InlineData("processCode", "\"10\"")]
    [InlineData("processCode", "10.5")]
    [InlineData("processName", "\"sw debug\"")]
    [InlineData("processName", "\"Repair\"")]
    [InlineData("uutParts", "[]")]
    [InlineData("uur", "{}")]
    [InlineData("uut", "[]")]
    [InlineData("uut.operator", "\"x\"")]
    [InlineData("uut.execTime", "\"12\"")]
    [InlineData("uut.errorCode", "\"E1\"")]
    [InlineData("start", "\"2025-03-01T10:00:00\"")]
    [InlineData("start", "\"01.03.2025 10:00\"")]
    [InlineData("startUTC", "\"2025-03-01T10:00:00.123+01:00\"")]
    [InlineData("startUTC", "\"2025-03-01T10:00:00.123Z\"")]
    [InlineData("startUTC", "\"2025-03-01T09:00:00Z\"")]
    [InlineData("miscInfos[0].text", "5")]
    [InlineData("miscInfos[0].value", "\"x\"")]
    [InlineData("subUnits[0].failures", "[]")]
    [InlineData("assets[0].usageCount", "0.5")]
    [InlineData("root.stepType", "\"ET_A\"")]
    [InlineData("root.steps[0].group", "\"T\"")]
    [InlineData("root.steps[1].status", "\"X\"")]
    [InlineData("root.steps[5].stepType", "\"ET_XXX\"")]
    [InlineData("root.steps[8].steps[0].id", "2")]
    [InlineData("root.steps[8].seqCall.path", "\"\"")]
    [InlineData("root.steps[0].seqCall", "{\"path\":\"a\",\"name\":\"b\",\"version\":\"c\"}")]
    [InlineData("root.steps[0].steps", "[]")]
    [InlineData("root.steps[0].units", "\"V\"")]
    [InlineData("root.steps[8].steps[0]", "7")]
    [InlineData("root.steps[0].chart", "{}")]
    [InlineData("root.steps[6].attachment", """{"name":"a","contentType":"a/b","data":"aGVsbG8="}""")]
    [InlineData("root.steps[4].loop", """{"idx":"a"}""")]
    [InlineData(Number + ".compOp", "\"CASESENSIT\"")]
    [InlineData(Number + ".status", "\"E\"")]
    [InlineData(Number + ".value", "\"NaN\"")]
    [InlineData(Number + ".name", "\"a\"")]
    [InlineData(Number + ".limit", "1")]
    [InlineData(Text + ".compOp", "\"GE\"")]
    [InlineData(Text + ".value", "1")]
    [InlineData(Text + ".unit", "\"V\"")]
    [InlineData("root.steps[4].booleanMeas[0].compOp", "\"EQ\"")]
    [InlineData("root.steps[0].booleanMeas", """[{"status":"P"}]""")]
    [InlineData("root.steps[7].stringMeas", """[{"compOp":"LOG","status":"P","value":"x"}]""")]
    [InlineData("root.steps[1].numericMeas[1].name", "\"a\"")]
    [InlineData(Chart, "[]")]
    [InlineData(Chart + ".chartType", "\"Pie\"")]
    [InlineData(Chart + ".series", "[]")]
    [InlineData(Chart + ".series[0].dataType", "\"XY\"")]
    [InlineData(Chart + ".series[0].xdata", "\"1;NaN;3\"")]
    [InlineData(Chart + ".series[0].ydata", "\"1,5;2;3\"")]
    [InlineData(Attachment + ".contentType", "\"text\"")]
    [InlineData(Attachment + ".contentType", "\"*/*\"")]
    [InlineData(Attachment + ".data", "\"not base64!\"")]
    [InlineData(Attachment + ".size", "5")]
    public void A_broken_member_is_named(string path, string json)
    {
        // A root of another type may have neither seqCall nor steps.
        var report = SampleReports.Test();
        if (path == "root.stepType")
            report.With("root.seqCall", Absent).With("root.steps", Absent);
        report.With(path, json).IsRefusedAt(path);
    }

    [Theory]
    [InlineData("sn", 100)]
    [InlineData("uut.batchSN", 100)]
    [InlineData("uut.comment", 5000)]
    [InlineData("uut.errorMessage", 500)]
    [InlineData("miscInfos[0].text", 100)]
    [InlineData("subUnits[0].partType", 50)]
    [InlineData("root.steps[0].name", 100)]
    [InlineData("root.steps[0].errorMessage", 200)]
    [InlineData("root.steps[0].reportText", 100_000)]
    [InlineData("root.seqCall.path", 500)]
    [InlineData("root.seqCall.name", 200)]
    [InlineData("root.seqCall.version", 30)]
    [InlineData("root.steps[1].numericMeas[0].name", 100)]
    [InlineData(Number + ".unit", 20)]
    [InlineData(Text + ".value", 100)]
    [InlineData(Text + ".limit", 100)]
    public void Texts_end_at_their_limit_in_UTF_16_units(string path, int limit)
    {
        Assert.Empty(SampleReports.Test().With(path, $"\"{new string('ø', limit)}\"").Problems());
        SampleReports.Test().With(path, $"\"{new string('ø', limit + 1)}\"").IsRefusedAt(path);
        SampleReports.Test().With(path, $"\"{new string('x', limit - 1)}😀\"").IsRefusedAt(path);
    }

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

    [Theory]
    [InlineData("uur", Absent)]
    [InlineData("subUnits", Absent)]
    [InlineData("uut", "{}")]
    [InlineData("root", "{}")]
    [InlineData("uur.user", Absent)]
    [InlineData("uur.comment", "null")]
    [InlineData("uur.processCode", Absent)]
    [InlineData("uur.refUUT", Absent)]
    [InlineData("uur.refUUT", "\"x\"")]
    [InlineData("uur.confirmDate", "\"2025-03-02\"")]
    [InlineData("uur.finalizeDate", Absent)]
    [InlineData("uur.execTime", "\"5\"")]
    [InlineData("uur.result", "\"P\"")]
    [InlineData("uur.processName", "\"Nothing\"")]
    [InlineData("subUnits", "[]")]
    [InlineData("subUnits[0].idx", "2")]
    [InlineData("subUnits[0].idx", Absent)]
    [InlineData("subUnits[1].idx", "0")]
    [InlineData("subUnits[0].partType", "\"PCBA\"")]
    [InlineData("subUnits[1].sn", "\"\"")]
    [InlineData("subUnits[1].color", "\"red\"")]
    [InlineData(Failure + ".category", "\"Magic\"")]
    [InlineData(Failure + ".code", "\"Dry joint\"")]
    [InlineData(Failure + ".code", Absent)]
    [InlineData(Failure + ".refStepId", "\"2\"")]
    [InlineData(Failure + ".cause", "\"x\"")]
    public void A_broken_repair_is_named(string path, string json) =>
        SampleReports.Repair().With(path, json).IsRefusedAt(path);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_repair_needs_a_failure(string failures) =>
        SampleReports.Repair().With("subUnits[0].failures", failures).IsRefusedAt("subUnits");

    [Fact]
    public void A_repair_of_an_unknown_run_says_so_with_null() =>
        Assert.Empty(SampleReports.Repair().With("uur.refUUT", "null").Problems());

    [Fact]
    public void What_a_server_knows_decides()
    {
        var magic = SampleReports
            .Repair()
            .With($"{Failure}.category", "\"Magic\"")
            .With($"{Failure}.code", "\"Spell\"");
        Assert.Empty(
            magic.Problems(
                new() { RepairCodes = new Dictionary<string, IReadOnlyList<string>> { ["Magic"] = ["Spell"] } }
            )
        );
        var invoice = SampleReports.Repair().With("miscInfos", """[{"description":"Invoice","text":"1"}]""");
        invoice.IsRefusedAt("miscInfos[0].description");
        Assert.Empty(invoice.Problems(new() { RepairMiscInfos = ["Invoice"] }));
        Assert.Empty(SampleReports.Test().With("processName", Absent).With("processCode", "4711").Problems());
    }
}
