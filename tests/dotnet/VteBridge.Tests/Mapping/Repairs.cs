using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Tests.Wsjf;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>A repair written by hand, of a run that failed in its second step, and the mapper of a site that knows two codes.</summary>
internal static class Repairs
{
    public static readonly MappingOptions Options = Runs.Options with
    {
        RepairCodes = new MappingRepairCodes
        {
            FailureCode = new Dictionary<string, MappingRepairCode>
            {
                ["12"] = new() { Category = "Component", Code = "Burned Component" },
            },
            ActionCode = new Dictionary<string, MappingRepairCode>
            {
                ["3"] = new() { Category = "Workmanship", Code = "Solder" },
            },
        },
    };

    public static Repair Ordinary =>
        new()
        {
            Id = "c0ffee00-1111-4222-8333-444455556666",
            RunId = Runs.Id,
            Timestamp = new DateTime(2024, 5, 14, 10, 0, 0),
            UserName = "ola",
            FailureCode = "12",
            FailureDescription = "Burned",
            FailureCategory = "Component",
            StepNumber = 2,
            Comment = "No output",
            Actions =
            [
                new RepairAction(
                    "3",
                    "Replaced",
                    "U7",
                    "TPS5430",
                    "looked burned",
                    new DateTime(2024, 5, 14, 10, 20, 0)
                ),
                new RepairAction("9", "Cleaned", null, null, null, new DateTime(2024, 5, 14, 10, 30, 0)),
            ],
            Syndromes = [new RepairSyndrome("Output voltage", "too low", [new SyndromeCause("12", "U7", 4)])],
            Run = Runs.Ordinary with
            {
                Result = "0",
                Steps = [Runs.Number(1, "Input current", 0.2, 0, 1), Runs.Number(2, "Output voltage", 0.3, 23.5, 24.5)],
            },
        };

    public static RepairMapper Mapper(MappingOptions? options = null) =>
        new(options ?? Options, new VteClock(Runs.Vte), "1.2.3");

    public static MappedReport Map(Repair repair, TimeSpan shift = default)
    {
        var mapped = Assert.IsType<MappedReport>(Mapper().Map(repair, shift));
        Assert.Empty(Wats.Refusals(WsjfWriter.ToUtf8(mapped.Report)));
        return mapped;
    }

    public static WsjfReport Report(Repair repair) => Map(repair).Report;

    public static Unmappable Problem(Repair repair) => Assert.IsType<Unmappable>(Mapper().Map(repair));
}
