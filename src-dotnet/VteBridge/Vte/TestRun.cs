namespace VteBridge.Vte;

/// <summary>
/// One IndexData row with everything that hangs on it, in VTE's words and as VTE holds it: times raw (local, kind
/// unspecified), codes as text, blanks untouched. Null means that VTE has no value or no such column.
/// </summary>
internal sealed record TestRun
{
    public required Guid Id { get; init; }
    public required DateTime Timestamp { get; init; }

    /// <summary>The code of the verdict as text ("1"); which code means what is for the configuration to say.</summary>
    public string? Result { get; init; }
    public string? ExitCode { get; init; }

    /// <summary>As stored; the unit is configured (`Vte:TestTimeFactor`).</summary>
    public double? TestTime { get; init; }

    /// <summary>What stands in TestTime where it is there but is no number, such as "00:01:05".</summary>
    public string? TestTimeText { get; init; }

    public Guid? UutId { get; init; }
    public Guid? ProductId { get; init; }
    public Guid? TestplanId { get; init; }
    public Guid? TestplanRevisionId { get; init; }
    public Guid? TestsystemId { get; init; }
    public Guid? UserId { get; init; }

    // The snapshots that IndexData keeps of names; they outlive the master data.
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

    // The master data, null where the GUID dangles or the table is not there.
    public Uut? Uut { get; init; }
    public Product? Product { get; init; }
    public Testplan? Testplan { get; init; }
    public TestplanRevisionFile? Revision { get; init; }
    public Testsystem? Testsystem { get; init; }

    /// <summary>Users.Name of UserId.</summary>
    public string? RegisteredUser { get; init; }

    /// <summary>In the order (TestStepNumber, table, row).</summary>
    public IReadOnlyList<TestStep> Steps { get; init; } = [];

    /// <summary>How many steps the run has in VTE beyond <see cref="Steps"/>: 0, unless there are more than any report can hold.</summary>
    public int StepsNotRead { get; init; }
    public IReadOnlyList<AssemblyPart> Assemblies { get; init; } = [];
    public IReadOnlyList<TestsystemComponent> Components { get; init; } = [];
    public IReadOnlyList<UutEvent> History { get; init; } = [];

    /// <summary>What reading found odd about the run's rows: members of <see cref="ReadFlags"/>.</summary>
    public IReadOnlyList<string> ReadFlags { get; init; } = [];
}

/// <summary>What reading can find odd about rows that it can use all the same.</summary>
internal static class ReadFlags
{
    /// <summary>The same row of IndexData or RepairData stands there more than once, alike in every column.</summary>
    public const string DuplicateRow = "duplicate-row";

    /// <summary>Master data (a product, a testplan, a code …) has several rows for one key; the first in the order of their texts is taken.</summary>
    public const string DuplicateMasterData = "duplicate-master-data";

    /// <summary>A unit or test system has more parts, components or history than are read; behind the colon how many of how many.</summary>
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

/// <summary>CalibrationDate raw, CalibrationText where it is no time; CalibrationInterval as stored (days are assumed).</summary>
internal sealed record TestsystemComponent(
    string? Name,
    string? Type,
    string? Serial,
    DateTime? CalibrationDate,
    string? CalibrationInterval,
    string? CalibrationText = null
);

/// <summary>One UutHistory row; Timestamp raw, TimestampText where it is no time.</summary>
internal sealed record UutEvent(DateTime? Timestamp, string? Event, string? OldSerial, string? TimestampText = null);
