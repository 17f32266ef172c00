namespace VteBridge.Vte;

/// <summary>
/// One IndexData row with everything that belongs to it, as VTE holds it: times raw (local, kind unspecified), codes as text, blanks
/// kept. Null means that VTE has no value or no such column.
/// </summary>
internal sealed record TestRun
{
    public required Guid Id { get; init; }
    public required DateTime Timestamp { get; init; }

    /// <summary>The code of the verdict as text ("1"). The configuration says what each code means.</summary>
    public string? Result { get; init; }
    public string? ExitCode { get; init; }

    /// <summary>The stored value; its unit is configured (`Vte:TestTimeFactor`).</summary>
    public double? TestTime { get; init; }

    /// <summary>The content of TestTime if it is not a number, such as "00:01:05"; else null.</summary>
    public string? TestTimeText { get; init; }

    public Guid? UutId { get; init; }
    public Guid? ProductId { get; init; }
    public Guid? TestplanId { get; init; }
    public Guid? TestplanRevisionId { get; init; }
    public Guid? TestsystemId { get; init; }
    public Guid? UserId { get; init; }

    // IndexData's own copies of names. They stay when the master data is changed or deleted.
    public string? Hostname { get; init; }
    public string? Site { get; init; }
    public string? UserName { get; init; }
    public string? ProductName { get; init; }
    public string? TestplanName { get; init; }
    public string? TestplanVariant { get; init; }
    public string? TestplanRevision { get; init; }
    public string? Serial { get; init; }
    public string? Info1 { get; init; }
    public string? Info2 { get; init; }
    public string? Info3 { get; init; }

    // The master data; null when its GUID leads to no row or the table does not exist.
    public Uut? Uut { get; init; }
    public Product? Product { get; init; }
    public Testplan? Testplan { get; init; }
    public TestplanRevisionFile? Revision { get; init; }
    public Testsystem? Testsystem { get; init; }

    /// <summary>The name in table Users that UserId leads to.</summary>
    public string? RegisteredUser { get; init; }

    /// <summary>The steps in the order (TestStepNumber, table, row).</summary>
    public IReadOnlyList<TestStep> Steps { get; init; } = [];

    /// <summary>How many more steps the run has in VTE; above 0 only if there are more than any report can hold.</summary>
    public int StepsNotRead { get; init; }
    public IReadOnlyList<AssemblyPart> Assemblies { get; init; } = [];
    public IReadOnlyList<TestsystemComponent> Components { get; init; } = [];
    public IReadOnlyList<UutEvent> History { get; init; } = [];

    /// <summary>What is odd about the run's rows: constants of <see cref="ReadFlags"/>, some with a detail after a colon.</summary>
    public IReadOnlyList<string> ReadFlags { get; init; } = [];
}

/// <summary>Flags for rows that are odd but can be used.</summary>
internal static class ReadFlags
{
    /// <summary>The row of IndexData or RepairData exists more than once, with the same values in every column.</summary>
    public const string DuplicateRow = "duplicate-row";

    /// <summary>Master data (a product, a testplan, a code …) has several rows for one key. The first in the order of their texts is used.</summary>
    public const string DuplicateMasterData = "duplicate-master-data";

    /// <summary>A unit or test system has more parts, components or history than are read. The detail says how many of how many were read.</summary>
    public const string RowsCut = "rows-cut";
}

internal sealed record Uut(string? Serial, string? Revision, string? Batch);

internal sealed record Product(string? Name, string? Type, string? Version, string? PartNumber, string? Notes);

internal sealed record Testplan(string? Name, string? Variant, bool IsSystemTest, string? Notes);

internal sealed record TestplanRevisionFile(string? Revision, string? FileName);

internal sealed record Testsystem(string? Name, string? Hostname, string? Site);

/// <summary>A part built into the unit (level 1), or into a part that is a UUT of its own (level 2, below <paramref name="ParentSerial"/>).</summary>
internal sealed record AssemblyPart(
    int Level,
    string? ParentSerial,
    string? PartType,
    string? PartNumber,
    string? Serial,
    string? Revision
);

/// <summary>CalibrationDate is raw; CalibrationText is its text if it is not a time. CalibrationInterval is as stored (probably days).</summary>
internal sealed record TestsystemComponent(
    string? Name,
    string? Type,
    string? Serial,
    DateTime? CalibrationDate,
    string? CalibrationInterval,
    string? CalibrationText = null
);

/// <summary>One UutHistory row. Timestamp is raw; TimestampText is its text if it is not a time.</summary>
internal sealed record UutEvent(DateTime? Timestamp, string? Event, string? OldSerial, string? TimestampText = null);
