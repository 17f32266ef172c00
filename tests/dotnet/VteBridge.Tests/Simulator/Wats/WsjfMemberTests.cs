using static VteBridge.Tests.Simulator.Wats.Broken;
using static VteBridge.Tests.Simulator.Wats.SamplePaths;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>Every member that WSJF demands is there, of its type and within its length.</summary>
public sealed class WsjfMemberTests
{
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
}
