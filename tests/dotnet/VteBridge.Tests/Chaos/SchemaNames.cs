namespace VteBridge.Tests.Chaos;

/// <summary>The SQL schema in which each of the create scripts puts its tables.</summary>
internal static class SchemaNames
{
    public static string Of(string schema) => schema == "9.2" ? "vte" : "dbo";
}
