using System.Text;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>The code page of char and varchar in SQL Server's default collation.</summary>
internal static class CodePage
{
    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>What is left of a text that went through varchar.</summary>
    public static string Narrow(string text) => Windows1252.GetString(Windows1252.GetBytes(text));
}
