using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class HeaderRulesTests
{
    private static readonly string Long = $"\"{new string('x', 101)}\"";

    [Fact]
    public void A_report_that_keeps_every_rule_has_no_problem()
    {
        Assert.Empty(SampleReports.Test().Problems());
        Assert.Empty(SampleReports.Repair().Problems());
    }

    [Theory]
    [InlineData("id")]
    [InlineData("type")]
    [InlineData("sn")]
    [InlineData("pn")]
    [InlineData("rev")]
    [InlineData("machineName")]
    [InlineData("location")]
    [InlineData("purpose")]
    [InlineData("result")]
    [InlineData("start")]
    [InlineData("startUTC")]
    [InlineData("processCode")]
    [InlineData("uut")]
    [InlineData("root")]
    public void What_every_test_report_needs_may_be_neither_absent_nor_null(string member)
    {
        SampleReports.Test().With(member, Absent).OnlyProblemIs(member, "is required");
        SampleReports.Test().With(member, "null").OnlyProblemIs(member, "is required");
    }

    [Theory]
    [InlineData("sn")]
    [InlineData("pn")]
    [InlineData("rev")]
    [InlineData("machineName")]
    [InlineData("location")]
    [InlineData("purpose")]
    public void A_header_text_has_1_to_100_characters(string member)
    {
        SampleReports.Test().With(member, "\"\"").OnlyProblemIs(member, "must not be empty");
        SampleReports.Test().With(member, Long).OnlyProblemIs(member, "101 characters");
        SampleReports.Test().With(member, "12").OnlyProblemIs(member, "must be a text");
        Assert.Empty(SampleReports.Test().With(member, $"\"{new string('x', 100)}\"").Problems());
    }

    [Theory]
    [InlineData("id", "\"42\"", "not a GUID")]
    [InlineData("type", "\"X\"", "allowed are T R")]
    [InlineData("result", "\"S\"", "allowed are P F E T")]
    [InlineData("result", "\"Failed\"", "allowed are P F E T")]
    [InlineData("result", "\"f\"", "allowed are P F E T")]
    [InlineData("processCode", "\"10\"", "must be a whole number")]
    [InlineData("processCode", "10.5", "not a whole number")]
    [InlineData("processName", "\"sw debug\"", "no process 10 'sw debug'")]
    [InlineData("processName", "\"Repair\"", "no process 10 'Repair'")]
    [InlineData("uutParts", "[]", "not a member of WSJF")]
    [InlineData("uur", "{}", "belongs to reports of type R")]
    [InlineData("uut", "[]", "must be an object")]
    [InlineData("uut.operator", "\"x\"", "not a member of WSJF")]
    [InlineData("uut.execTime", "\"12\"", "must be a number")]
    [InlineData("uut.errorCode", "\"E1\"", "must be a whole number")]
    public void A_header_member_of_the_wrong_form_is_named(string path, string json, string problem) =>
        SampleReports.Test().With(path, json).OnlyProblemIs(path, problem);

    [Theory]
    [InlineData("uut.user", 100)]
    [InlineData("uut.batchSN", 100)]
    [InlineData("uut.fixtureId", 100)]
    [InlineData("uut.comment", 5000)]
    [InlineData("uut.errorMessage", 500)]
    public void Texts_of_the_uut_end_at_their_limit(string path, int limit)
    {
        Assert.Empty(SampleReports.Test().With(path, $"\"{new string('ø', limit)}\"").Problems());
        SampleReports
            .Test()
            .With(path, $"\"{new string('ø', limit + 1)}\"")
            .OnlyProblemIs(path, $"{limit} are allowed");
    }

    [Theory]
    [InlineData("start", "\"2025-03-01T10:00:00\"", "time with an offset")]
    [InlineData("start", "\"2025-02-30T10:00:00+01:00\"", "time with an offset")]
    [InlineData("start", "\"01.03.2025 10:00\"", "time with an offset")]
    [InlineData("startUTC", "\"2025-03-01T10:00:00.123+01:00\"", "not a time of the form")]
    [InlineData("startUTC", "\"2025-03-01T10:00:00.123Z\"", "but start is 2025-03-01T09:00:00.123Z")]
    [InlineData("startUTC", "\"2025-03-01T09:00:00Z\"", "but start is 2025-03-01T09:00:00.123Z")]
    public void Start_has_an_offset_and_startUTC_is_the_same_instant_with_Z(string path, string json, string problem) =>
        SampleReports.Test().With(path, json).OnlyProblemIs(path, problem);

    [Fact]
    public void The_report_and_its_root_agree() =>
        SampleReports.Test().With("result", "\"P\"").OnlyProblemIs("root.status", "is F, but the report's result is P");

    [Fact]
    public void A_failed_report_has_a_failed_step_below_its_root() =>
        SampleReports.Test().With("root.steps[0].status", "\"E\"").OnlyProblemIs("root", "none of its steps did");

    [Fact]
    public void A_passed_report_may_hold_a_failed_step() =>
        Assert.Empty(SampleReports.Test().With("result", "\"P\"").With("root.status", "\"P\"").Problems());

    [Fact]
    public void All_reasons_are_given_at_once()
    {
        var report = SampleReports.Test().With("sn", "\"\"").With("root.steps[3].group", "\"X\"").With("pn", Absent);
        Assert.Equal(3, report.Problems().Count);
    }

    [Fact]
    public void A_process_name_is_optional() =>
        Assert.Empty(SampleReports.Test().With("processName", Absent).With("processCode", "4711").Problems());
}
