using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.EndToEnd;

/// <summary>A run whose report is too large for any WATS is recognised in little memory, and the other runs are delivered.</summary>
public sealed class HugeRunTests
{
    /// <summary>
    /// The limit of the GC heap; the rest of the program needs some 80 MB more. When the limit is too low, the process ends.
    /// </summary>
    private const int HeapMegabytes = 150;

    [Theory]
    [InlineData(200_000, 0)]
    [InlineData(100_000, 100_000)]
    public async Task Run_of_200_000_steps_is_a_dead_letter_in_little_memory(int numbers, int texts)
    {
        await using var plant = await Plant.EmptyAsync();
        plant.AddRun(minutesAgo: 60, sequence: 1);
        var run = plant.AddRun(minutesAgo: 50, sequence: 2);
        plant.AddRun(minutesAgo: 40, sequence: 3);
        plant.Database.Insert(
            Steps("TestDataNumeric", numbers, n => 24.02 + n).Concat(Steps("TestDataText", texts, n => $"text {n}"))
        );

        var end = await plant.RunAsync(
            new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = $"{HeapMegabytes * 1024 * 1024:X}" },
            "sync",
            "--json"
        );

        Assert.True(end.Code == ExitCode.DeadLetters, end.Errors);
        Assert.Equal((2, 1), ((int)end.Json["delivered"]!["queued"]!, (int)end.Json["deadLetters"]!));
        Assert.Contains("steps", plant.DeadLetters()[run].What);

        IEnumerable<PlantRow> Steps(string table, int count, Func<int, object> value) =>
            Enumerable
                .Range(1_000, count)
                .Select(n => new PlantRow(
                    table,
                    ["Index_GUID", "TestStepNumber", "TestName", "TestResult", "TestResultType"],
                    [run, n, $"Output voltage at full load {n}", value(n), 1]
                ));
    }
}
