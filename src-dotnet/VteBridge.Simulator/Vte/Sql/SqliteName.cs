namespace VteBridge.Simulator.Vte.Sql;

internal static class SqliteName
{
    public static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
