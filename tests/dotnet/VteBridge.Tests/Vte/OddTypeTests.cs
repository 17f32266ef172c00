using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;
using VteBridge.Vte;
using static VteBridge.Tests.Vte.PlantReading;

namespace VteBridge.Tests.Vte;

/// <summary>Numbers, limits and times in columns of unexpected types are read exactly or kept as text.</summary>
public sealed class OddTypeTests
{
    [Fact]
    public async Task Limits_as_text_are_numbers_or_kept_as_they_are()
    {
        await using var plant = await WithTypeAsync("LowLimit", "float", "nvarchar(50)");
        Insert(plant, "LowLimit", ["3,0", " 2.5 ", "1,234", "abc", null]);

        var steps = await StepsAsync(plant);

        Assert.Equal([3.0, 2.5, null, null, null], steps.Select(s => s.LowLimit));
        Assert.Equal([null, null, "1,234", "abc", null], steps.Select(s => s.LowLimitText));
    }

    [Theory]
    [InlineData("nchar(10)")]
    [InlineData("nvarchar(10)")]
    public async Task Step_numbers_as_text_are_in_the_order_of_their_numbers(string type)
    {
        await using var plant = await WithTypeAsync("TestStepNumber", "int", type);
        Insert(plant, "TestStepNumber", ["10", "9", "2.5", "2", "7a", "1.0"]);

        var steps = await StepsAsync(plant);

        Assert.Equal(["Row 5", "Row 3", "Row 2", "Row 1", "Row 0", "Row 4"], steps.Select(s => s.Name));
        Assert.Equal([1, 2, null, 9, 10, null], steps.Select(s => s.Number));
        Assert.Equal([null, null, "2.5", null, null, "7a"], steps.Select(s => s.NumberText));
    }

    [Fact]
    public async Task Step_numbers_as_decimals_keep_their_fractions()
    {
        await using var plant = await WithTypeAsync("TestStepNumber", "int", "decimal(9,2)");
        Insert(plant, "TestStepNumber", [2m, 1.5m, 1m]);

        var steps = await StepsAsync(plant);

        Assert.Equal([1, null, 2], steps.Select(s => s.Number));
        Assert.Equal("1.5", steps[1].NumberText);
    }

    [Theory]
    [InlineData("12,5", 12.5, null)]
    [InlineData("00:01:05", null, "00:01:05")]
    [InlineData("soon", null, "soon")]
    public async Task Test_time_as_text_is_a_number_or_kept_as_it_is(string stored, double? time, string? text)
    {
        await using var plant = await WithAsync(ddl => ddl.Replace("[TestTime] real", "[TestTime] nvarchar(20)"));
        plant.Database.Insert([
            new PlantRow(
                "IndexData",
                ["Index_GUID", "Timestamp", "Result", "TestTime"],
                [Run(1), plant.Now.AddHours(-1), 1, stored]
            ),
        ]);

        var run = Assert.Single(await plant.RunsAsync());

        Assert.Equal((time, text), (run.TestTime, run.TestTimeText));
    }

    [Fact]
    public async Task Text_that_is_cut_tells_the_size_of_the_whole()
    {
        await using var plant = await KeylessAsync();
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(n => $"{n % 10000:d4}")) + "end";
        plant.Database.Insert([
            plant.Header(1),
            new PlantRow(
                "TestDataText",
                ["Index_GUID", "TestStepNumber", "TestName", "TestResult"],
                [Run(1), 1, "Log", text]
            ),
        ]);

        var step = Assert.Single(Assert.Single(await plant.RunsAsync()).Steps);

        Assert.Equal(text[..CutText.Kept], step.Text);
        Assert.Equal(text.Length, step.TextCut!.Length);
        Assert.Equal(64, step.TextCut.Sha256.Length);
    }

    private static Task<Plant> WithTypeAsync(string column, string type, string other) =>
        WithAsync(ddl => ddl.Replace($"[{column}] {type} NULL", $"[{column}] {other} NULL"));

    private static void Insert(Plant plant, string column, object?[] values) =>
        plant.Database.Insert([
            plant.Header(1),
            .. values.Select(
                (value, n) =>
                    new PlantRow(
                        "TestDataNumeric",
                        ["Index_GUID", "TestName", "TestResult", column],
                        [Run(1), $"Row {n}", 1.5, value]
                    )
            ),
        ]);

    private static async Task<IReadOnlyList<TestStep>> StepsAsync(Plant plant) =>
        Assert.Single(await plant.RunsAsync()).Steps;
}
