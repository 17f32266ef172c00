namespace VteBridge.Vte.Schema;

/// <summary>VTE's own names of the tables that are read.</summary>
internal static class Tables
{
    public const string IndexData = "IndexData";
    public const string UutData = "UutData";
    public const string UutHistory = "UutHistory";
    public const string AssemblyData = "AssemblyData";
    public const string Products = "Products";
    public const string Testplans = "Testplans";
    public const string TestplanRevisions = "TestplanRevisions";
    public const string TestSystems = "TestSystems";
    public const string TestsystemComponents = "TestsystemComponents";
    public const string Users = "Users";
    public const string TestDataNumeric = "TestDataNumeric";
    public const string TestDataText = "TestDataText";
    public const string TestDataOther = "TestDataOther";
    public const string RepairData = "RepairData";
    public const string RepairActions = "RepairActions";
    public const string RepairActionCodes = "RepairActionCodes";
    public const string RepairFailureCodes = "RepairFailureCodes";
    public const string RepairSyndromes = "RepairSyndromes";
    public const string RepairSyndromeCauses = "RepairSyndromeCauses";

    /// <summary>In the order of their rows within one step number.</summary>
    public static readonly string[] TestData = [TestDataNumeric, TestDataText, TestDataOther];
}
