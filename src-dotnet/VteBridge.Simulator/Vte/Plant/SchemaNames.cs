namespace VteBridge.Simulator.Vte.Plant;

/// <summary>The names of one schema for the tables and columns of 9.31.</summary>
/// <param name="Schema">Where its tables lie.</param>
/// <param name="Columns">"Table.Column" → the name there, or null where the schema has no such column. "*.Column" holds for every table that says nothing of its own.</param>
/// <param name="Time">What a column (by its name there) keeps of a time.</param>
/// <param name="TimeType">The type of a time column, by its name there.</param>
internal sealed record SchemaNames(
    string Schema,
    IReadOnlySet<string> AbsentTables,
    IReadOnlyDictionary<string, string?> Columns,
    Func<string, string> TimeType,
    Func<string, DateTime, DateTime> Time
)
{
    internal static readonly SchemaNames Vte931 = new(
        "dbo",
        new HashSet<string>(),
        new Dictionary<string, string?> { ["IndexData.Serial"] = null },
        _ => "datetime",
        (_, time) => SqlTime.ToDateTime(time)
    );

    /// <summary>The column's name in this schema; null when it has none.</summary>
    internal string? Column(string table, string column) =>
        Columns.TryGetValue($"{table}.{column}", out var own) ? own
        : Columns.TryGetValue($"*.{column}", out var common) ? common
        : column;
}

/// <summary>As an older VTE may have it, all assumed: the serial is with the run, there are no variants and no repairs, and times are kept whole.</summary>
internal static class Vte92Names
{
    internal static readonly SchemaNames All = new(
        "vte",
        new HashSet<string>
        {
            "RepairActionCodes",
            "RepairActions",
            "RepairData",
            "RepairFailureCodes",
            "RepairSyndromeCauses",
            "RepairSyndromes",
        },
        new Dictionary<string, string?>
        {
            ["IndexData.Serial"] = "SerialNumber",
            ["IndexData.Timestamp"] = "StartTime",
            ["IndexData.Result"] = "TestResult",
            ["IndexData.TestplanVariant"] = null,
            ["UutData.Serial"] = null,
            ["UutData.Revision"] = "HwRevision",
            ["UutData.Batch"] = "LotNumber",
            ["Products.Name"] = "ProductName",
            ["Products.Type"] = "ProductType",
            ["Products.Version"] = "ProductVersion",
            ["Products.PartNumber"] = "ItemNumber",
            ["Products.Notes"] = "Description",
            ["Testplans.Name"] = "TestplanName",
            ["Testplans.Variant"] = null,
            ["Testplans.IsSystemTest"] = "SystemTest",
            ["TestplanRevisions.Revision"] = "TestplanRevision",
            ["TestplanRevisions.FileName"] = "Path",
            ["TestSystems.Name"] = "TestsystemName",
            ["TestSystems.Site"] = "Location",
            ["TestsystemComponents.SerialNumber"] = "Serial",
            ["TestsystemComponents.CalibrationDate"] = "CalDate",
            ["TestsystemComponents.CalibrationInterval"] = "CalInterval",
            ["Users.Name"] = "Login",
            ["Users.Password"] = "UserPassword",
            ["AssemblyData.PartType"] = "Type",
            ["AssemblyData.PartNumber"] = "ProductName",
            ["AssemblyData.Serial"] = "SerialNumber",
            ["AssemblyData.Revision"] = "Version",
            ["UutHistory.Event"] = "Action",
            ["UutHistory.OldSerial"] = "Serial",
            ["*.TestName"] = "StepName",
            ["TestDataNumeric.TestResult"] = "MeasuredValue",
            ["TestDataText.TestResult"] = "TextResult",
            ["TestDataOther.TestResult"] = "OtherData",
            ["*.LowLimit"] = "LowerLimit",
            ["*.HighLimit"] = "UpperLimit",
        },
        _ => "datetime2(7)",
        (_, time) => time
    );
}

/// <summary>A site that named its columns itself: none of the names is in a candidate list, so that it needs overrides.</summary>
internal static class CustomNames
{
    internal static readonly SchemaNames All = new(
        "plant",
        new HashSet<string>(),
        new Dictionary<string, string?>
        {
            ["IndexData.Serial"] = null,
            ["*.Index_GUID"] = "RunKey",
            ["*.Uut_GUID"] = "UnitKey",
            ["*.Product_GUID"] = "ItemKey",
            ["*.Testplan_GUID"] = "PlanKey",
            ["*.TestplanRevision_GUID"] = "PlanIssueKey",
            ["*.Testsystem_GUID"] = "StationKey",
            ["*.User_GUID"] = "OperatorKey",
            ["*.Repair_GUID"] = "FixKey",
            ["*.Syndrome_GUID"] = "PatternKey",
            ["IndexData.Timestamp"] = "StartedAt",
            ["IndexData.Result"] = "Verdict",
            ["IndexData.ExitCode"] = "EndState",
            ["IndexData.TestTime"] = "DurationSeconds",
            ["IndexData.Hostname"] = "PcName",
            ["IndexData.Site"] = "Plant",
            ["IndexData.UserName"] = "OperatorText",
            ["IndexData.ProductName"] = "ItemText",
            ["IndexData.TestplanName"] = "PlanText",
            ["IndexData.TestplanVariant"] = "PlanOption",
            ["IndexData.TestplanRevision"] = "PlanIssue",
            ["IndexData.Info1"] = "WorkOrder",
            ["IndexData.Info2"] = "Fixture",
            ["IndexData.Info3"] = "Remark",
            ["UutData.Serial"] = "UnitNo",
            ["UutData.Revision"] = "BuildState",
            ["UutData.Batch"] = "ChargeNo",
            ["Products.Name"] = "ItemText",
            ["Products.Type"] = "ItemClass",
            ["Products.Version"] = "ItemState",
            ["Products.PartNumber"] = "ArticleNo",
            ["Products.Notes"] = "Remark",
            ["Testplans.Name"] = "PlanText",
            ["Testplans.Variant"] = "PlanOption",
            ["Testplans.IsSystemTest"] = "ForTester",
            ["Testplans.Notes"] = "Remark",
            ["TestplanRevisions.Revision"] = "PlanIssue",
            ["TestplanRevisions.FileName"] = "StoredIn",
            ["TestSystems.Name"] = "StationText",
            ["TestSystems.Hostname"] = "PcName",
            ["TestSystems.Site"] = "Plant",
            ["TestsystemComponents.Name"] = "DeviceText",
            ["TestsystemComponents.Type"] = "DeviceClass",
            ["TestsystemComponents.SerialNumber"] = "DeviceNo",
            ["TestsystemComponents.CalibrationDate"] = "CheckedOn",
            ["TestsystemComponents.CalibrationInterval"] = "CheckEveryDays",
            ["Users.Name"] = "OperatorText",
            ["Users.Password"] = "Secret",
            ["AssemblyData.PartType"] = "ItemClass",
            ["AssemblyData.PartNumber"] = "ArticleNo",
            ["AssemblyData.Serial"] = "UnitNo",
            ["AssemblyData.Revision"] = "BuildState",
            ["UutHistory.Timestamp"] = "HappenedAt",
            ["UutHistory.Event"] = "What",
            ["UutHistory.OldSerial"] = "FormerUnitNo",
            ["*.TestStepNumber"] = "Seq",
            ["*.TestName"] = "Caption",
            ["*.TestDescription"] = "Remark",
            ["*.TestNumber"] = "Ref",
            ["*.TestUnits"] = "Dimension",
            ["*.TestResultType"] = "Grade",
            ["*.LowLimit"] = "FloorValue",
            ["*.HighLimit"] = "CeilingValue",
            ["TestDataNumeric.TestResult"] = "Reading",
            ["TestDataText.TestResult"] = "Wording",
            ["TestDataOther.TestResult"] = "Payload",
            ["RepairData.Timestamp"] = "FixedAt",
            ["RepairData.UserName"] = "OperatorText",
            ["RepairData.FailureCode"] = "FaultNo",
            ["RepairData.TestStepNumber"] = "AtSeq",
            ["RepairData.Comment"] = "Remark",
            ["RepairActions.ActionCode"] = "MeasureNo",
            ["RepairActions.Component"] = "Place",
            ["RepairActions.PartNumber"] = "ArticleNo",
            ["RepairActions.Comment"] = "Remark",
            ["RepairActions.Timestamp"] = "DoneAt",
            ["RepairActionCodes.Code"] = "MeasureNo",
            ["RepairActionCodes.Description"] = "MeasureText",
            ["RepairFailureCodes.Code"] = "FaultNo",
            ["RepairFailureCodes.Description"] = "FaultText",
            ["RepairFailureCodes.Category"] = "FaultClass",
            ["RepairSyndromes.TestName"] = "Caption",
            ["RepairSyndromes.Description"] = "Remark",
            ["RepairSyndromeCauses.FailureCode"] = "FaultNo",
            ["RepairSyndromeCauses.Component"] = "Place",
            ["RepairSyndromeCauses.Count"] = "Cases",
        },
        column => column == "CheckedOn" ? "smalldatetime" : "datetime2(3)",
        (column, time) => column == "CheckedOn" ? SqlTime.ToMinutes(time) : SqlTime.ToMilliseconds(time)
    );
}
