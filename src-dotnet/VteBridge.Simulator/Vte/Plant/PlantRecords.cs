namespace VteBridge.Simulator.Vte.Plant;

/// <param name="Routes">Each route lists the testplans that a unit goes through in order; a unit takes one of the routes.</param>
internal sealed record PlantProduct(
    Guid Id,
    string Name,
    string Type,
    string Version,
    string? PartNumber,
    string? Notes,
    IReadOnlyList<IReadOnlyList<PlantTestplan>> Routes
)
{
    internal PlantRow Row() => PlantTables.Row("Products", Id, Name, Type, Version, PartNumber, Notes);
}

internal sealed record PlantTestplan(
    Guid Id,
    string Name,
    string Variant,
    bool IsSystemTest,
    StepFamily Family,
    IReadOnlyList<PlannedStep> Steps,
    IReadOnlyList<PlantRevision> Revisions,
    IReadOnlyList<PlantTestsystem> Testsystems
)
{
    /// <summary>The plant's time is divided equally between the revisions.</summary>
    internal PlantRevision RevisionAt(double share) =>
        Revisions[Math.Clamp((int)(share * Revisions.Count), 0, Revisions.Count - 1)];

    internal IReadOnlyList<PlannedStep> StepsOf(int? count) =>
        count is { } steps ? Family.Steps(steps, numericOnly: true) : Steps;
}

internal sealed record PlantRevision(Guid Id, string Revision, string FileName);

internal sealed record PlantTestsystem(Guid Id, string Name, string Site)
{
    internal string Hostname => Name + "-PC";
}

internal sealed record PlantUser(Guid Id, string Name);

/// <summary>A unit under test: one row of UutData.</summary>
internal sealed record PlantUnit(Guid Id, string? Serial, string? Revision, string? Batch)
{
    internal PlantRow Row() => PlantTables.Row("UutData", Id, Serial, Revision, Batch);

    internal PlantRow Part(string type, string? partNumber, string? serial, string? revision) =>
        PlantTables.Row("AssemblyData", Id, type, partNumber, serial, revision);

    internal PlantRow History(DateTime at, string what, string? oldSerial = null) =>
        PlantTables.Row("UutHistory", Id, at, what, oldSerial);
}

/// <summary>UPDATE <c>Table</c> SET <c>Column</c> = <c>Value</c> WHERE <c>KeyColumn</c> = <c>Key</c>.</summary>
internal sealed record PlantEdit(string Table, string KeyColumn, Guid Key, string Column, object? Value);

/// <summary>
/// The columns that the plant fills, named as in schema 9.31. The database fills identity columns. IndexData.Serial does not exist in 9.31;
/// it is here for schemas that keep the serial there.
/// </summary>
internal static class PlantTables
{
    private static readonly string[] StepColumns =
    [
        "Index_GUID",
        "TestStepNumber",
        "TestName",
        "TestDescription",
        "TestNumber",
        "TestUnits",
        "TestResult",
        "TestResultType",
    ];

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["Products"] = ["Product_GUID", "Name", "Type", "Version", "PartNumber", "Notes"],
        ["Testplans"] = ["Testplan_GUID", "Name", "Variant", "IsSystemTest", "Notes"],
        ["TestplanRevisions"] = ["TestplanRevision_GUID", "Testplan_GUID", "Revision", "FileName"],
        ["TestSystems"] = ["Testsystem_GUID", "Name", "Hostname", "Site"],
        ["TestsystemComponents"] = Split(
            "TestsystemComponent_GUID Testsystem_GUID Name Type SerialNumber CalibrationDate CalibrationInterval"
        ),
        ["Users"] = ["User_GUID", "Name", "Password"],
        ["UserRegistrations"] = ["User_GUID", "Testsystem_GUID"],
        ["ProductRegistrations"] = Split(
            "ProductRegistration_GUID Product_GUID Testsystem_GUID Testplan_GUID TestplanRevision_GUID"
        ),
        ["RepairActionCodes"] = ["Code", "Description"],
        ["RepairFailureCodes"] = ["Code", "Description", "Category"],
        ["UutData"] = ["Uut_GUID", "Serial", "Revision", "Batch"],
        ["UutHistory"] = ["Uut_GUID", "Timestamp", "Event", "OldSerial"],
        ["AssemblyData"] = ["Uut_GUID", "PartType", "PartNumber", "Serial", "Revision"],
        ["IndexData"] = Split(
            "Index_GUID Timestamp Result ExitCode TestTime Uut_GUID Product_GUID Testplan_GUID TestplanRevision_GUID "
                + "Testsystem_GUID User_GUID Hostname Site UserName ProductName TestplanName TestplanVariant "
                + "TestplanRevision Info1 Info2 Info3 Serial"
        ),
        ["TestDataNumeric"] = [.. StepColumns, "LowLimit", "HighLimit"],
        ["TestDataText"] = StepColumns,
        ["TestDataOther"] = StepColumns,
        ["RepairData"] = Split("Repair_GUID Index_GUID Uut_GUID Timestamp UserName FailureCode TestStepNumber Comment"),
        ["RepairActions"] = ["Repair_GUID", "ActionCode", "Component", "PartNumber", "Comment", "Timestamp"],
        ["RepairSyndromes"] = ["Syndrome_GUID", "TestName", "Description"],
        ["RepairSyndromeCauses"] = ["Syndrome_GUID", "FailureCode", "Component", "Count"],
    };

    internal static IReadOnlyCollection<string> Names => Columns.Keys;

    /// <summary>A row of <paramref name="table"/>; the values are in the order of the columns listed here.</summary>
    internal static PlantRow Row(string table, params object?[] values)
    {
        var columns = Columns[table];
        return values.Length == columns.Length
            ? new PlantRow(table, columns, values)
            : throw new ArgumentException($"{table} has {columns.Length} columns, not {values.Length}.");
    }

    private static string[] Split(string names) => names.Split(' ');
}
