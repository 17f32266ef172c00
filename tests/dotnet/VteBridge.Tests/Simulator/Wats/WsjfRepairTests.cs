using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>The rules of repairs, and the codes and processes that only the server knows.</summary>
public sealed class WsjfRepairTests
{
    private const string Failure = "subUnits[0].failures[0]";

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
