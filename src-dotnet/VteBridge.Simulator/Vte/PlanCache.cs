using System.Collections.Concurrent;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using VteBridge.Simulator.Vte.Sql;

namespace VteBridge.Simulator.Vte;

/// <summary>Compiled batches by their text and parameters, so that each is parsed and rewritten once.</summary>
internal sealed class PlanCache(Catalog catalog)
{
    private const int Kept = 1000;

    private readonly ConcurrentDictionary<(int Version, string Text, string Declaration), IReadOnlyList<Step>> _plans =
        new();
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, SqlType>> _declarations = new(
        StringComparer.Ordinal
    );

    /// <param name="declaration">The parameters as sp_executesql has them: "@a int, @b nvarchar(10)"; empty for none.</param>
    public IReadOnlyList<Step> Get(string text, string declaration)
    {
        var key = (catalog.Version, text, declaration);
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        if (_plans.Count >= Kept)
            _plans.Clear();
        return _plans[key] = BatchCompiler.Compile(text, catalog, VteDatabase.Name, Parameters(declaration));
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

    private static Dictionary<string, SqlType> Parse(string declaration)
    {
        var script = TransactSql.Parse("DECLARE " + declaration);
        return script
            .Batches.SelectMany(batch => batch.Statements.OfType<DeclareVariableStatement>())
            .SelectMany(declare => declare.Declarations)
            .ToDictionary(
                each => each.VariableName.Value,
                each => SqlTypeNames.Resolve(each.DataType),
                StringComparer.OrdinalIgnoreCase
            );
    }
}
