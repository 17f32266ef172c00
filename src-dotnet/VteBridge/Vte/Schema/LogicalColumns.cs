using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Schema;

/// <summary>
/// Every column that is read, with its candidate names. VTE's DDL is not public: the names known from 9.31 come first, followed by
/// names that other versions and sites use or probably use.
/// </summary>
internal static class LogicalColumns
{
    public static IReadOnlyList<LogicalColumn> All { get; } =
    [.. Runs(), .. MasterData(), .. Units(), .. TestData.SelectMany(Steps), .. Repairs()];

    private static IEnumerable<LogicalColumn> Runs() =>
        [
            new("Run.Id", IndexData, true, "Index_GUID"),
            new("Run.Timestamp", IndexData, true, "Timestamp", "TimeStamp", "StartTime", "TestDate"),
            new("Run.Result", IndexData, true, "Result", "TestResult"),
            new("Run.ExitCode", IndexData, false, "ExitCode"),
            new("Run.TestTime", IndexData, false, "TestTime"),
            new("Run.UutId", IndexData, false, "Uut_GUID"),
            new("Run.ProductId", IndexData, false, "Product_GUID"),
            new("Run.TestplanId", IndexData, false, "Testplan_GUID"),
            new("Run.TestplanRevisionId", IndexData, false, "TestplanRevision_GUID"),
            new("Run.TestsystemId", IndexData, false, "Testsystem_GUID"),
            new("Run.UserId", IndexData, false, "User_GUID"),
            new("Run.Hostname", IndexData, false, "Hostname"),
            new("Run.Site", IndexData, false, "Site"),
            new("Run.UserName", IndexData, false, "UserName"),
            new("Run.ProductName", IndexData, false, "ProductName"),
            new("Run.TestplanName", IndexData, false, "TestplanName"),
            new("Run.TestplanVariant", IndexData, false, "TestplanVariant"),
            new("Run.TestplanRevision", IndexData, false, "TestplanRevision"),
            new("Run.Serial", IndexData, false, "Serial", "SerialNumber", "UutSerial"),
            new("Run.Info1", IndexData, false, "Info1"),
            new("Run.Info2", IndexData, false, "Info2"),
            new("Run.Info3", IndexData, false, "Info3"),
        ];

    private static IEnumerable<LogicalColumn> MasterData() =>
        [
            new("Product.Id", Products, true, "Product_GUID"),
            new("Product.Name", Products, false, "Name", "ProductName"),
            new("Product.Type", Products, false, "Type", "ProductType"),
            new("Product.Version", Products, false, "Version", "ProductVersion", "Revision"),
            new("Product.PartNumber", Products, false, "PartNumber", "ProductNumber", "ItemNumber"),
            new("Product.Notes", Products, false, "Notes", "Description"),
            new("Testplan.Id", Testplans, true, "Testplan_GUID"),
            new("Testplan.Name", Testplans, false, "Name", "TestplanName"),
            new("Testplan.Variant", Testplans, false, "Variant", "TestplanVariant"),
            new("Testplan.IsSystemTest", Testplans, false, "IsSystemTest", "SystemTest"),
            new("Testplan.Notes", Testplans, false, "Notes"),
            new("TestplanRevision.Id", TestplanRevisions, true, "TestplanRevision_GUID"),
            new("TestplanRevision.Revision", TestplanRevisions, false, "Revision", "TestplanRevision"),
            new("TestplanRevision.FileName", TestplanRevisions, false, "FileName", "Path"),
            new("Testsystem.Id", TestSystems, true, "Testsystem_GUID"),
            new("Testsystem.Name", TestSystems, false, "Name", "TestsystemName"),
            new("Testsystem.Hostname", TestSystems, false, "Hostname"),
            new("Testsystem.Site", TestSystems, false, "Site", "Location"),
            new("Component.TestsystemId", TestsystemComponents, true, "Testsystem_GUID"),
            new("Component.Name", TestsystemComponents, false, "Name"),
            new("Component.Type", TestsystemComponents, false, "Type"),
            new("Component.Serial", TestsystemComponents, false, "SerialNumber", "Serial"),
            new("Component.CalibrationDate", TestsystemComponents, false, "CalibrationDate", "CalDate"),
            new("Component.CalibrationInterval", TestsystemComponents, false, "CalibrationInterval", "CalInterval"),
            new("User.Id", Users, true, "User_GUID"),
            new("User.Name", Users, false, "Name", "UserName", "Login"),
        ];

    private static IEnumerable<LogicalColumn> Units() =>
        [
            new("Uut.Id", UutData, true, "Uut_GUID"),
            new(
                "Uut.Serial",
                UutData,
                false,
                "Serial",
                "SerialNumber",
                "Serial_Number",
                "SerialNo",
                "UutSerial",
                "Uut_Serial"
            ),
            new("Uut.Revision", UutData, false, "Revision", "UutRevision", "HwRevision"),
            new("Uut.Batch", UutData, false, "Batch", "BatchNumber", "LotNumber", "Lot"),
            new("UutHistory.UutId", UutHistory, true, "Uut_GUID"),
            new("UutHistory.Timestamp", UutHistory, false, "Timestamp"),
            new("UutHistory.Event", UutHistory, false, "Event", "Action"),
            new("UutHistory.OldSerial", UutHistory, false, "OldSerial", "Serial"),
            new("Assembly.UutId", AssemblyData, true, "Uut_GUID"),
            new("Assembly.PartType", AssemblyData, false, "PartType", "Type", "Name"),
            new("Assembly.PartNumber", AssemblyData, false, "PartNumber", "ProductName"),
            new("Assembly.Serial", AssemblyData, false, "Serial", "SerialNumber"),
            new("Assembly.Revision", AssemblyData, false, "Revision", "Version"),
            new("Assembly.Row", AssemblyData, false, "AssemblyData_ID", "Id", "RowId"),
        ];

    private static IEnumerable<LogicalColumn> Steps(string table)
    {
        string[] results = table switch
        {
            TestDataNumeric => ["TestResult", "MeasuredValue"],
            TestDataText => ["TestResult", "TextResult"],
            _ => ["TestResult", "OtherData"],
        };
        yield return new("Step.RunId", table, true, "Index_GUID");
        yield return new("Step.Number", table, false, "TestStepNumber");
        yield return new("Step.Name", table, true, "TestName", "StepName");
        yield return new("Step.Description", table, false, "TestDescription");
        yield return new("Step.TestNumber", table, false, "TestNumber");
        yield return new("Step.Units", table, false, "TestUnits");
        yield return new("Step.ResultType", table, false, "TestResultType");
        if (table == TestDataNumeric)
        {
            yield return new("Step.LowLimit", table, false, "LowLimit", "LowerLimit");
            yield return new("Step.HighLimit", table, false, "HighLimit", "UpperLimit");
        }
        yield return new("Step.Row", table, false, "TestData_ID", table + "_ID", "Id", "RowId");
        yield return new("Step.Result", table, true, results);
    }

    private static IEnumerable<LogicalColumn> Repairs() =>
        [
            new("Repair.Id", RepairData, true, "Repair_GUID", "RepairData_GUID"),
            new("Repair.RunId", RepairData, false, "Index_GUID"),
            new("Repair.UutId", RepairData, false, "Uut_GUID"),
            new("Repair.Timestamp", RepairData, false, "Timestamp"),
            new("Repair.UserName", RepairData, false, "UserName"),
            new("Repair.FailureCode", RepairData, false, "FailureCode", "RepairFailureCode"),
            new("Repair.StepNumber", RepairData, false, "TestStepNumber"),
            new("Repair.Comment", RepairData, false, "Comment", "Notes"),
            new("RepairAction.RepairId", RepairActions, true, "Repair_GUID", "RepairData_GUID"),
            new("RepairAction.ActionCode", RepairActions, false, "ActionCode", "RepairActionCode"),
            new("RepairAction.Component", RepairActions, false, "Component", "ComponentRef", "RefDes", "Position"),
            new("RepairAction.PartNumber", RepairActions, false, "PartNumber"),
            new("RepairAction.Comment", RepairActions, false, "Comment"),
            new("RepairAction.Timestamp", RepairActions, false, "Timestamp"),
            new("RepairAction.Row", RepairActions, false, "RepairAction_ID", "Id", "RowId"),
            new("ActionCode.Code", RepairActionCodes, true, "Code", "ActionCode"),
            new("ActionCode.Description", RepairActionCodes, false, "Description", "Name"),
            new("FailureCode.Code", RepairFailureCodes, true, "Code", "FailureCode"),
            new("FailureCode.Description", RepairFailureCodes, false, "Description", "Name"),
            new("FailureCode.Category", RepairFailureCodes, false, "Category", "Group"),
            new("Syndrome.Id", RepairSyndromes, true, "Syndrome_GUID", "RepairSyndrome_GUID"),
            new("Syndrome.TestName", RepairSyndromes, false, "TestName"),
            new("Syndrome.Description", RepairSyndromes, false, "Description"),
            new("SyndromeCause.SyndromeId", RepairSyndromeCauses, true, "Syndrome_GUID", "RepairSyndrome_GUID"),
            new("SyndromeCause.FailureCode", RepairSyndromeCauses, false, "FailureCode"),
            new("SyndromeCause.Component", RepairSyndromeCauses, false, "Component"),
            new("SyndromeCause.Count", RepairSyndromeCauses, false, "Count"),
        ];
}

/// <summary>
/// A column by VteBridge's own name, with the names that it may have at a site, the likeliest first. Required columns must exist if
/// their table is used.
/// </summary>
internal sealed record LogicalColumn(string Name, string Table, bool Required, params string[] Candidates)
{
    /// <summary>The configuration key for this table only. The name without the table applies to every table that has the column.</summary>
    public string QualifiedName => $"{Table}.{Name}";
}
