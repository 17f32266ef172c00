using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Compiles a batch statement by statement. The login only reads: everything that would change something is refused.</summary>
internal static class BatchCompiler
{
    public static IReadOnlyList<Step> Compile(
        string text,
        Catalog catalog,
        string database,
        IReadOnlyDictionary<string, SqlType> parameters
    )
    {
        var script = TransactSql.Parse(text);
        if (script.Batches.Count > 1)
            throw SqlFaults.Syntax("Incorrect syntax near 'GO'.", script.Batches[1].StartLine);
        return [.. script.Batches.SelectMany(batch => batch.Statements).Select(Compile)];

        Step Compile(TSqlStatement statement)
        {
            if (statement is SelectStatement select)
            {
                var inputs = new Inputs(parameters);
                var compiler = new QueryCompiler(catalog, database, inputs);
                var query = compiler.Compile(select);
                return new QueryStep(query.Sql, query.Columns, inputs.All, compiler.Tables);
            }
            return SessionStatements.TryCompile(statement, database)
                ?? throw WritePermissions.Denied(statement, database)
                    ?? SqlFaults.NotSupported($"{statement.GetType().Name} (line {statement.StartLine})");
        }
    }
}
