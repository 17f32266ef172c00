namespace VteBridge.Simulator.Vte.Plant;

/// <summary>One run: a row of IndexData and its steps.</summary>
/// <param name="Timestamp">Local time of the database server, in ticks; each schema rounds it to its own type.</param>
internal sealed record PlantRun(Guid Id, DateTime Timestamp)
{
    public int? Result { get; init; } = 1;
    public int? ExitCode { get; init; } = 0;
    public float? TestTime { get; init; }
    public Guid? Uut { get; init; }
    public string? Serial { get; init; }
    public Guid? Product { get; init; }
    public Guid? Testplan { get; init; }
    public Guid? Revision { get; init; }
    public Guid? Testsystem { get; init; }
    public Guid? User { get; init; }
    public string? Hostname { get; init; }
    public string? Site { get; init; }
    public string? UserName { get; init; }
    public string? ProductName { get; init; }
    public string? TestplanName { get; init; }
    public string? TestplanVariant { get; init; }
    public string? TestplanRevision { get; init; }
    public string? Info1 { get; init; }
    public string? Info2 { get; init; }
    public string? Info3 { get; init; }
    public IReadOnlyList<PlantStep> Steps { get; init; } = [];

    internal IEnumerable<PlantRow> Rows() => Steps.Select(step => step.Row(Id)).Prepend(Header());

    internal PlantRow Header() =>
        PlantTables.Row(
            "IndexData",
            [
                .. new object?[] { Id, Timestamp, Result, ExitCode, TestTime },
                .. new object?[] { Uut, Product, Testplan, Revision, Testsystem, User },
                .. new object?[] { Hostname, Site, UserName, ProductName },
                .. new object?[] { TestplanName, TestplanVariant, TestplanRevision },
                .. new object?[] { Info1, Info2, Info3, Serial },
            ]
        );
}

/// <summary>One row of a TestData table.</summary>
/// <param name="Value">A double for numeric, a string for text, byte[] for other; or null.</param>
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
