using VteBridge.Vte;

namespace VteBridge.Tests.Mapping;

/// <summary>A repair written by hand, of a run that failed in its second step.</summary>
internal static class Repairs
{
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
}
