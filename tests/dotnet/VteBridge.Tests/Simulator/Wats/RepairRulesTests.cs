using System.Text.Json;
using VteBridge.Simulator.Wats;
using VteBridge.Simulator.Wats.Rules;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class RepairRulesTests
{
    private const string Failure = "subUnits[0].failures[0]";

    [Theory]
    [InlineData("uur", Absent, "is required")]
    [InlineData("subUnits", Absent, "is required")]
    [InlineData("uut", "{}", "belongs to reports of type T")]
    [InlineData("root", "{}", "belongs to reports of type T")]
    [InlineData("uur.user", Absent, "is required")]
    [InlineData("uur.comment", Absent, "is required")]
    [InlineData("uur.processCode", Absent, "is required")]
    [InlineData("uur.refUUT", Absent, "is required")]
    [InlineData("uur.refUUT", "\"x\"", "not a GUID")]
    [InlineData("uur.confirmDate", Absent, "is required")]
    [InlineData("uur.confirmDate", "\"2025-03-02\"", "time with an offset")]
    [InlineData("uur.finalizeDate", Absent, "is required")]
    [InlineData("uur.execTime", Absent, "is required")]
    [InlineData("uur.execTime", "\"5\"", "must be a number")]
    [InlineData("uur.result", "\"P\"", "not a member")]
    [InlineData("uur.processName", "\"Nothing\"", "no process 10 'Nothing'")]
    [InlineData("subUnits", "[]", "the repaired unit itself must be there")]
    [InlineData("subUnits[0].idx", "2", "has idx 0")]
    [InlineData("subUnits[0].idx", Absent, "is required")]
    [InlineData("subUnits[1].idx", "0", "used twice")]
    [InlineData("subUnits[0].partType", "\"PCBA\"", "the repaired unit itself is 'Main'")]
    [InlineData("subUnits[1].sn", "\"\"", "must not be empty")]
    [InlineData("subUnits[1].color", "\"red\"", "not a member")]
    [InlineData(Failure + ".category", Absent, "is required")]
    [InlineData(Failure + ".code", Absent, "is required")]
    [InlineData(Failure + ".category", "\"Magic\"", "no repair category 'Magic'")]
    [InlineData(Failure + ".code", "\"Dry joint\"", "no repair code 'Dry joint' exists in category 'Component'")]
    [InlineData(Failure + ".refStepId", "\"2\"", "must be a whole number")]
    [InlineData(Failure + ".cause", "\"x\"", "not a member")]
    public void A_broken_repair_is_named(string path, string json, string problem) =>
        SampleReports.Repair().With(path, json).OnlyProblemIs(path, problem);

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_repair_needs_a_failure(string failures) =>
        SampleReports.Repair().With("subUnits[0].failures", failures).OnlyProblemIs("subUnits", "at least one failure");

    [Fact]
    public void A_repair_of_an_unknown_run_says_so_with_null() =>
        Assert.Empty(SampleReports.Repair().With("uur.refUUT", "null").Problems());

    [Fact]
    public void Repair_codes_are_those_of_the_server()
    {
        var rules = new WsjfRules
        {
            RepairCodes = new Dictionary<string, IReadOnlyList<string>> { ["Magic"] = ["Spell"] },
        };
        var validator = new WsjfValidator(rules);
        Assert.Single(validator.Validate(SampleReports.Repair().Bytes()));
        var report = SampleReports
            .Repair()
            .With($"{Failure}.category", "\"Magic\"")
            .With($"{Failure}.code", "\"Spell\"");
        Assert.Empty(validator.Validate(report.Bytes()));
    }

    [Fact]
    public void A_repair_takes_the_misc_infos_that_the_server_predefines()
    {
        var report = SampleReports.Repair().With("miscInfos", """[{"description":"Invoice","text":"1"}]""");
        report.OnlyProblemIs("miscInfos[0].description", "no misc info 'Invoice'");
        Assert.Empty(new WsjfValidator(new() { RepairMiscInfos = ["Invoice"] }).Validate(report.Bytes()));
    }

    [Fact]
    public void A_server_can_be_played_that_adds_startUTC_itself()
    {
        using var report = JsonDocument.Parse(SampleReports.Repair().With("startUTC", Absent).Bytes());
        Assert.Single(new WsjfValidator().Validate(report.RootElement));
        Assert.Empty(new WsjfValidator(new() { RequireStartUtc = false }).Validate(report.RootElement));
    }
}
