using System.Collections.Concurrent;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>One statement of a compiled batch, ready to run.</summary>
internal abstract record Step;

internal sealed record QueryStep(
    string Sqlite,
    IReadOnlyList<ResultColumn> Columns,
    IReadOnlyList<Input> Inputs,
    IReadOnlyCollection<string> Tables
) : Step;

/// <summary>A statement that only changes the session: SET, USE and the like.</summary>
internal sealed record SessionStep(Action<Session> Change) : Step;

/// <summary>Microsoft's grammar of SQL Server 2012, the oldest server VTE 9.3 ships for.</summary>
internal static class TransactSql
{
    /// <exception cref="SqlFault">Syntax error 102, with the line and the parser's message.</exception>
    public static TSqlScript Parse(string text)
    {
        using var reader = new StringReader(text);
        var fragment = new TSql110Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors is [var first, ..] ? throw SqlFaults.Syntax(first.Message, first.Line) : (TSqlScript)fragment;
    }
}

/// <summary>
/// Compiles batches statement by statement and caches the plans by text and parameters. The login is read-only, so every statement that
/// would change data is refused.
/// </summary>
internal sealed class BatchCompiler(Catalog catalog)
{
    private const int Kept = 1000;

    private readonly ConcurrentDictionary<(int Version, string Text, string Declaration), IReadOnlyList<Step>> _plans =
        new();
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, SqlType>> _declarations = new(
        StringComparer.Ordinal
    );

    /// <param name="declaration">The parameters in the form of sp_executesql: "@a int, @b nvarchar(10)"; empty for none.</param>
    public IReadOnlyList<Step> Get(string text, string declaration)
    {
        var key = (catalog.Version, text, declaration);
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        if (_plans.Count >= Kept)
            _plans.Clear();
        return _plans[key] = Compile(text, Parameters(declaration));
    }

    public IReadOnlyDictionary<string, SqlType> Parameters(string declaration)
    {
        if (_declarations.TryGetValue(declaration, out var known))
            return known;
        if (_declarations.Count >= Kept)
            _declarations.Clear();
        return _declarations[declaration] =
            declaration.Length == 0 ? new Dictionary<string, SqlType>() : Parse(declaration);
    }

    private static Dictionary<string, SqlType> Parse(string declaration) =>
        TransactSql
            .Parse("DECLARE " + declaration)
            .Batches.SelectMany(batch => batch.Statements.OfType<DeclareVariableStatement>())
            .SelectMany(declare => declare.Declarations)
            .ToDictionary(
                each => each.VariableName.Value,
                each => SqlTypeNames.Resolve(each.DataType),
                StringComparer.OrdinalIgnoreCase
            );

    private IReadOnlyList<Step> Compile(string text, IReadOnlyDictionary<string, SqlType> parameters)
    {
        var script = TransactSql.Parse(text);
        if (script.Batches.Count > 1)
            throw SqlFaults.Syntax("Incorrect syntax near 'GO'.", script.Batches[1].StartLine);
        return [.. script.Batches.SelectMany(batch => batch.Statements).Select(each => Compile(each, parameters))];
    }

    private Step Compile(TSqlStatement statement, IReadOnlyDictionary<string, SqlType> parameters)
    {
        if (statement is SelectStatement select)
        {
            var inputs = new Inputs(parameters);
            var compiler = new QueryCompiler(catalog, VteDatabase.Name, inputs);
            var query = compiler.Compile(select);
            return new QueryStep(query.Sql, query.Columns, inputs.All, compiler.Tables);
        }
        return SessionStatements.TryCompile(statement, VteDatabase.Name)
            ?? throw (
                statement is DataModificationStatement
                    ? SqlFaults.PermissionDenied("INSERT, UPDATE or DELETE", "?", VteDatabase.Name)
                    : SqlFaults.NotSupported(
                        $"{statement.GetType().Name} (line {statement.StartLine}) by a login that may only read"
                    )
            );
    }
}
