namespace VteBridge.Simulator.Vte.Plant;

/// <summary>One row of a TestData table.</summary>
/// <param name="Value">double for numeric, string for text, byte[] for other; or null.</param>
internal sealed record PlantStep(StepKind Kind, int? Number, string? Name, object? Value)
{
    public string? Description { get; init; }
    public string? TestNumber { get; init; }
    public string? Units { get; init; }
    public int? ResultType { get; init; } = 1;
    public double? Low { get; init; }
    public double? High { get; init; }

    internal PlantRow Row(Guid run) =>
        Kind switch
        {
            StepKind.Numeric => PlantTables.Row(
                "TestDataNumeric",
                run,
                Number,
                Name,
                Description,
                TestNumber,
                Units,
                Value,
                ResultType,
                Low,
                High
            ),
            StepKind.Text => Row("TestDataText", run),
            _ => Row("TestDataOther", run),
        };

    private PlantRow Row(string table, Guid run) =>
        PlantTables.Row(table, run, Number, Name, Description, TestNumber, Units, Value, ResultType);
}
