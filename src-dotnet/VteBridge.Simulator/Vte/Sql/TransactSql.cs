using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Microsoft's grammar of SQL Server 2012, the oldest server VTE 9.3 ships for.</summary>
internal static class TransactSql
{
    /// <exception cref="SqlFault">Error 102 with the line and what stood there.</exception>
    public static TSqlScript Parse(string text)
    {
        using var reader = new StringReader(text);
        var fragment = new TSql110Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        if (errors is [var first, ..])
            throw SqlFaults.Syntax(first.Message, first.Line);
        return (TSqlScript)fragment;
    }
}
