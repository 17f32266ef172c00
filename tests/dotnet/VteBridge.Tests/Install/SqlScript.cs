using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Tests.Install;

/// <summary>Parses scripts for SQL Server 2012 with Microsoft's own grammar.</summary>
internal static class SqlScript
{
    internal static IReadOnlyList<TSqlStatement> Statements(string text)
    {
        var parser = new TSql110Parser(initialQuotedIdentifiers: true);
        var script = (TSqlScript)parser.Parse(new StringReader(text), out var errors);
        Assert.Empty(errors.Select(error => $"line {error.Line}: {error.Message}"));
        var statements = script.Batches.SelectMany(batch => batch.Statements).ToList();
        Assert.NotEmpty(statements);
        return statements;
    }

    /// <summary>All fragments of this type in all statements, including those in IF and in blocks.</summary>
    internal static IReadOnlyList<T> All<T>(string text)
        where T : TSqlFragment => [.. Statements(text).SelectMany(Parts<T>)];

    /// <summary>The fragments of this type in a statement, itself included.</summary>
    internal static IReadOnlyList<T> Parts<T>(TSqlFragment fragment)
        where T : TSqlFragment
    {
        var found = new Finder<T>();
        fragment.Accept(found);
        return found.Found;
    }

    private sealed class Finder<T> : TSqlFragmentVisitor
        where T : TSqlFragment
    {
        public List<T> Found { get; } = [];

        public override void Visit(TSqlFragment fragment)
        {
            if (fragment is T wanted)
                Found.Add(wanted);
        }
    }
}
