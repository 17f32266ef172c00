using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using VteBridge.Simulator.Vte.Sql;
using Batch = VteBridge.Simulator.Vte.Sql.Batch;

namespace VteBridge.Simulator.Vte;

/// <summary>Compiled batches by their text and parameters, so that each is parsed and rewritten once.</summary>
internal sealed partial class PlanCache(Catalog catalog, bool isWritable)
{
    private const int Kept = 1000;

    private readonly ConcurrentDictionary<(int Version, string Text, string Declaration), Batch> _plans = new();
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, SqlType>> _declarations = new(
        StringComparer.Ordinal
    );

    /// <param name="declaration">The parameters as sp_executesql has them: "@a int, @b nvarchar(10)"; empty for none.</param>
    public Batch Get(string text, string declaration)
    {
        var key = (catalog.Version, text, declaration);
        if (_plans.TryGetValue(key, out var plan))
            return plan;
        if (_plans.Count >= Kept)
            _plans.Clear();
        plan = new BatchCompiler(catalog, VteDatabase.Name, isWritable, Parameters(declaration)).Compile(text);
        return plan.Steps.Any(step => step is WriteStep) ? plan : _plans[key] = plan;
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
        var script = TransactSql.Parse("DECLARE " + Output().Replace(declaration, ""));
        return script
            .Batches.SelectMany(batch => batch.Statements.OfType<DeclareVariableStatement>())
            .SelectMany(declare => declare.Declarations)
            .ToDictionary(
                each => each.VariableName.Value,
                each => SqlTypeNames.Resolve(each.DataType),
                StringComparer.OrdinalIgnoreCase
            );
    }

    [GeneratedRegex(@"\s+(OUTPUT|OUT|READONLY)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Output();
}
