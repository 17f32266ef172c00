using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class MeasurementRulesTests
{
    private const string Number = "root.steps[0].numericMeas[0]";
    private const string Text = "root.steps[2].stringMeas[0]";

    [Theory]
    [InlineData("compOp", Absent, "is required")]
    [InlineData("compOp", "\"BETWEEN\"", "does not compare numbers")]
    [InlineData("compOp", "\"CASESENSIT\"", "does not compare numbers")]
    [InlineData("status", Absent, "is required")]
    [InlineData("status", "\"E\"", "allowed are P F S")]
    [InlineData("status", "\"D\"", "allowed are P F S")]
    [InlineData("value", Absent, "is required")]
    [InlineData("value", "\"5.5\"", "must be a number")]
    [InlineData("value", "\"NaN\"", "must be a number")]
    [InlineData("value", "-1e400", "not a finite number")]
    [InlineData("lowLimit", Absent, "is required")]
    [InlineData("highLimit", "null", "is required")]
    [InlineData("highLimit", "\"Infinity\"", "must be a number")]
    [InlineData("highLimit", "1e309", "not a finite number")]
    [InlineData("unit", "\"123456789012345678901\"", "20 are allowed")]
    [InlineData("name", "\"a\"", "a single measurement has no name")]
    [InlineData("limit", "1", "not a member")]
    public void A_broken_number_is_named(string member, string json, string problem) =>
        SampleReports.Test().With($"{Number}.{member}", json).OnlyProblemIs($"{Number}.{member}", problem);

    [Theory]
    [InlineData("EQ")]
    [InlineData("NE")]
    [InlineData("LT")]
    [InlineData("LE")]
    [InlineData("GT")]
    [InlineData("GE")]
    public void One_limit_goes_into_lowLimit_whatever_it_compares(string comparison)
    {
        Assert.Empty(SampleReports.Test().With(Number, Compared(comparison, "\"lowLimit\":1")).Problems());
        SampleReports
            .Test()
            .With(Number, Compared(comparison, "\"lowLimit\":1,\"highLimit\":5"))
            .OnlyProblemIs($"{Number}.highLimit", "goes into lowLimit");
        Assert.Equal(2, SampleReports.Test().With(Number, Compared(comparison, "\"highLimit\":1")).Problems().Count);
    }

    [Theory]
    [InlineData("GELE")]
    [InlineData("GELT")]
    [InlineData("GTLE")]
    [InlineData("GTLT")]
    [InlineData("LEGE")]
    [InlineData("LEGT")]
    [InlineData("LTGE")]
    [InlineData("LTGT")]
    public void Two_limits_need_both(string comparison)
    {
        Assert.Empty(
            SampleReports.Test().With(Number, Compared(comparison, "\"lowLimit\":1,\"highLimit\":5")).Problems()
        );
        SampleReports
            .Test()
            .With(Number, Compared(comparison, "\"lowLimit\":1"))
            .OnlyProblemIs($"{Number}.highLimit", "is required");
    }

    [Theory]
    [InlineData("lowLimit")]
    [InlineData("highLimit")]
    public void A_logged_number_has_no_limit(string limit)
    {
        Assert.Empty(SampleReports.Test().With(Number, Compared("LOG", $"\"{limit}\":null")).Problems());
        SampleReports
            .Test()
            .With(Number, Compared("LOG", $"\"{limit}\":0"))
            .OnlyProblemIs($"{Number}.{limit}", "LOG has no limit");
    }

    [Theory]
    [InlineData("EQ")]
    [InlineData("NE")]
    [InlineData("CASESENSIT")]
    [InlineData("IGNORECASE")]
    public void A_compared_text_needs_its_limit(string comparison)
    {
        Assert.Empty(SampleReports.Test().With($"{Text}.compOp", $"\"{comparison}\"").Problems());
        SampleReports
            .Test()
            .With($"{Text}.compOp", $"\"{comparison}\"")
            .With($"{Text}.limit", Absent)
            .OnlyProblemIs($"{Text}.limit", "is required");
    }

    [Theory]
    [InlineData("compOp", "\"GE\"", "does not compare texts")]
    [InlineData("compOp", Absent, "is required")]
    [InlineData("value", Absent, "is required")]
    [InlineData("value", "1", "must be a text")]
    [InlineData("status", "\"T\"", "allowed are P F S")]
    [InlineData("unit", "\"V\"", "not a member")]
    public void A_broken_text_is_named(string member, string json, string problem) =>
        SampleReports.Test().With($"{Text}.{member}", json).OnlyProblemIs($"{Text}.{member}", problem);

    [Fact]
    public void A_logged_text_has_no_limit() =>
        SampleReports.Test().With($"{Text}.compOp", "\"LOG\"").OnlyProblemIs($"{Text}.limit", "LOG has no limit");

    [Theory]
    [InlineData("root.steps[1].numericMeas[0].name")]
    [InlineData("root.steps[2].stringMeas[0].value")]
    [InlineData("root.steps[2].stringMeas[0].limit")]
    public void Names_and_texts_end_at_100_characters(string path)
    {
        Assert.Empty(SampleReports.Test().With(path, $"\"{new string('x', 100)}\"").Problems());
        SampleReports.Test().With(path, $"\"{new string('x', 101)}\"").OnlyProblemIs(path, "100 are allowed");
    }

    [Theory]
    [InlineData(0, "numericMeas")]
    [InlineData(2, "stringMeas")]
    [InlineData(4, "booleanMeas")]
    public void A_single_step_has_exactly_one_measurement(int step, string list)
    {
        var path = $"root.steps[{step}].{list}";
        var one = SampleReports.Test()["root"]!["steps"]![step]![list]![0]!.ToJsonString();
        SampleReports.Test().With(path, $"[{one},{one}]").OnlyProblemIs(path, "has 2 entries");
        SampleReports.Test().With(path, "[]").OnlyProblemIs(path, "has 0 entries");
        SampleReports.Test().With(path, one).OnlyProblemIs(path, "must be a list");
        SampleReports.Test().With(path, Absent).OnlyProblemIs(path, "is required");
    }

    [Theory]
    [InlineData(1, "numericMeas")]
    [InlineData(3, "stringMeas")]
    [InlineData(5, "booleanMeas")]
    public void A_multi_step_has_two_or_more_with_unique_names(int step, string list)
    {
        var path = $"root.steps[{step}].{list}";
        var one = SampleReports.Test()["root"]!["steps"]![step]![list]![0]!.ToJsonString();
        SampleReports.Test().With(path, $"[{one}]").OnlyProblemIs(path, "two or more");
        SampleReports.Test().With($"{path}[1].name", "\"a\"").OnlyProblemIs($"{path}[1].name", "used twice");
        SampleReports.Test().With($"{path}[1].name", Absent).OnlyProblemIs($"{path}[1].name", "is required");
        Assert.Empty(SampleReports.Test().With($"{path}[1].name", "\"A\"").Problems());
    }

    [Theory]
    [InlineData(0, "booleanMeas", """[{"status":"P"}]""")]
    [InlineData(4, "numericMeas", """[{"compOp":"LOG","status":"P","value":1}]""")]
    [InlineData(7, "stringMeas", """[{"compOp":"LOG","status":"P","value":"x"}]""")]
    public void A_step_has_measurements_of_its_own_kind_only(int step, string list, string json) =>
        SampleReports
            .Test()
            .With($"root.steps[{step}].{list}", json)
            .OnlyProblemIs($"root.steps[{step}].{list}", "does not belong");

    [Fact]
    public void A_verdict_has_a_status_and_nothing_to_compare()
    {
        const string path = "root.steps[4].booleanMeas[0]";
        SampleReports.Test().With($"{path}.status", Absent).OnlyProblemIs($"{path}.status", "is required");
        SampleReports.Test().With($"{path}.compOp", "\"EQ\"").OnlyProblemIs($"{path}.compOp", "not a member");
    }

    [Fact]
    public void A_chart_may_have_key_figures() =>
        Assert.Empty(
            SampleReports
                .Test()
                .With("root.steps[6].numericMeas", """[{"compOp":"LOG","name":null,"status":"P","value":1}]""")
                .Problems()
        );

    private static string Compared(string comparison, string limits) =>
        $$"""{"compOp":"{{comparison}}","status":"F","unit":null,"value":5.5,{{limits}}}""";
}
