namespace VteBridge.Simulator.Vte.Sql;

/// <summary>What SERVERPROPERTY says: an SQL Server 2016 Express, as a VTE site has it. NULL for a name it does not know.</summary>
internal static class ServerProperties
{
    public const string ProductVersion = "13.0.6300.2";

    public const string Version =
        "Microsoft SQL Server 2016 (SP3) (KB5003279) - 13.0.6300.2 (X64) - VteBridge simulator, Express Edition (64-bit)";

    public static SqlKind Kind(string property) => Value(property) is int ? SqlKind.Int : SqlKind.NVarChar;

    public static object? Value(string property) =>
        property.ToUpperInvariant() switch
        {
            "PRODUCTVERSION" => ProductVersion,
            "PRODUCTMAJORVERSION" => "13",
            "PRODUCTMINORVERSION" => "0",
            "PRODUCTLEVEL" => "SP3",
            "EDITION" => "Express Edition (64-bit)",
            "ENGINEEDITION" => 4,
            "MACHINENAME" or "SERVERNAME" or "COMPUTERNAMEPHYSICALNETBIOS" => "VTE-SIMULATOR",
            "COLLATION" => "SQL_Latin1_General_CP1_CI_AS",
            "LCID" => 1033,
            "ISCLUSTERED" or "ISHADRENABLED" or "ISINTEGRATEDSECURITYONLY" or "ISFULLTEXTINSTALLED" => 0,
            "ISSINGLEUSER" => 0,
            _ => null,
        };
}
