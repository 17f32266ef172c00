using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>
/// Translates one T-SQL query to SQLite and determines the type of every expression. It works on the syntax tree and refuses what it has no
/// rule for: the result is SQL Server's or an error.
/// </summary>
/// <remarks>One file for each aspect: FROM, SELECT and ORDER BY, predicates, expressions, functions, types.</remarks>
internal sealed partial class QueryCompiler(Catalog catalog, string database, Inputs inputs)
{
    private readonly HashSet<string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private int _sources;
    private bool _isInView;

    /// <summary>The bare names of the tables that the query reads.</summary>
    public IReadOnlyCollection<string> Tables => _tables;

    public CompiledQuery Compile(SelectStatement statement)
    {
        if (statement.Into is not null)
            throw SqlFaults.DatabasePermissionDenied("CREATE TABLE", database);
        if (statement.ComputeClauses.Count > 0)
            throw SqlFaults.NotSupported("COMPUTE");
        if (statement.WithCtesAndXmlNamespaces is not null)
            throw SqlFaults.NotSupported("WITH");
        return Query(statement.QueryExpression, null);
    }

    /// <summary>A value in an UPDATE, which names the table's columns without an alias.</summary>
    public string ValueIn(ScalarExpression expression, SqlType type, TableDefinition table) =>
        Convert(Expression(expression, Bare(table)), type).Sql;

    public string PredicateIn(BooleanExpression predicate, TableDefinition table) => Predicate(predicate, Bare(table));

    private static Scope Bare(TableDefinition table)
    {
        var scope = new Scope(null);
        var columns = table.Columns.Select(column => new SourceColumn(
            column.Name,
            new Typed($"{table.Sqlite}.{column.Sqlite}", column.Type, IsColumn: true)
        ));
        scope.Add(new Source(table.Name, [.. columns]));
        return scope;
    }

    /// <summary>A single value without columns, for DECLARE, SET and the like.</summary>
    public Typed Value(ScalarExpression expression, SqlType type) =>
        Convert(Expression(expression, new Scope(null)), type);

    private CompiledQuery Query(QueryExpression query, Scope? parent) =>
        query switch
        {
            QuerySpecification specification => Specification(specification, parent),
            QueryParenthesisExpression { OrderByClause: null, OffsetClause: null } parenthesis => Query(
                parenthesis.QueryExpression,
                parent
            ),
            BinaryQueryExpression binary => Combination(binary, parent),
            _ => throw SqlFaults.NotSupported(Describe(query)),
        };

    /// <summary>UNION ALL: the columns of both sides are converted to common types.</summary>
    private CompiledQuery Combination(BinaryQueryExpression binary, Scope? parent)
    {
        if (
            binary is not { BinaryQueryExpressionType: BinaryQueryExpressionType.Union, All: true, OrderByClause: null }
        )
            throw SqlFaults.NotSupported("UNION, INTERSECT and EXCEPT; UNION ALL without ORDER BY is");
        var (left, right) = (Query(binary.FirstQueryExpression, parent), Query(binary.SecondQueryExpression, parent));
        if (left.Columns.Count != right.Columns.Count)
            throw new SqlFault(
                205,
                "All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of expressions in their target lists."
            );
        var columns = left
            .Columns.Zip(right.Columns, (a, b) => new ResultColumn(a.Name, Common(a.Type, b.Type)))
            .ToList();
        return new CompiledQuery(
            $"SELECT * FROM ({In(columns, left)}) UNION ALL SELECT * FROM ({In(columns, right)})",
            columns
        );
    }

    private string In(List<ResultColumn> columns, CompiledQuery query)
    {
        var items = columns.Select(
            (column, i) =>
                $"{Convert(new Typed($"c{i}", query.Columns[i].Type, IsColumn: true), column.Type).Collated} AS c{i}"
        );
        return $"SELECT {string.Join(", ", items)} FROM ({query.Sql})";
    }

    private static string Describe(TSqlFragment fragment) => $"{fragment.GetType().Name} (line {fragment.StartLine})";
}
