namespace VteBridge.Simulator.Vte.Plant;

/// <summary>tests/data/vte-9.2.sql: the serial is with the run, there are no variants and no repairs, and times are kept whole.</summary>
internal static class Vte92Names
{
    internal static readonly SchemaNames All = new(
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
        (_, time) => time
    );
}
