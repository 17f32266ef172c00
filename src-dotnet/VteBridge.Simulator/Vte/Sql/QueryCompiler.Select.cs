using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private CompiledQuery Specification(QuerySpecification query, Scope? parent)
    {
        if (query.ForClause is not null)
            throw SqlFaults.NotSupported("FOR XML and FOR BROWSE");
        var scope = new Scope(parent);
        var from = query.FromClause is { } clause
            ? " FROM " + string.Join(", ", clause.TableReferences.Select(table => Table(table, scope)))
            : "";
        var where = query.WhereClause is { } filter ? " WHERE " + Predicate(filter.SearchCondition, scope) : "";
        scope.Ungrouped.Clear();
        var groups = Groups(query.GroupByClause, scope);
        scope.Ungrouped.Clear();

        var items = query.SelectElements.SelectMany(element => Items(element, scope)).ToList();
        var having = query.HavingClause is { } condition
            ? " HAVING " + Predicate(condition.SearchCondition, scope)
            : "";
        var isGrouped = scope.IsGrouped || groups.Length > 0 || having.Length > 0;
        if (having.Length > 0 && groups.Length == 0)
            throw SqlFaults.NotSupported("HAVING without GROUP BY");
        var order = Ordering(query, items, scope);
        if (isGrouped && scope.Ungrouped is [var column, ..])
            throw SqlFaults.NotGrouped(column);

        if (items.Exists(item => item.IsAssignment))
            Assignments =
                parent is null && items.TrueForAll(item => item.IsAssignment)
                    ? [.. items.Select(item => item.Name)]
                    : throw new SqlFault(
                        141,
                        "A SELECT statement that assigns a value to a variable must not be combined with data-retrieval operations.",
                        15
                    );

        var distinct = query.UniqueRowFilter == UniqueRowFilter.Distinct ? "DISTINCT " : "";
        var list = string.Join(", ", items.Select((item, i) => $"{item.Value.Collated} AS c{i}"));
        var sql = $"SELECT {distinct}{list}{from}{where}{groups}{having}{order}{Top(query.TopRowFilter, scope)}";
        return new CompiledQuery(sql, [.. items.Select(item => new ResultColumn(item.Name, item.Value.Type))]);
    }

    private string Groups(GroupByClause? clause, Scope scope)
    {
        if (clause is null)
            return "";
        if (clause.All || clause.GroupByOption != GroupByOption.None)
            throw SqlFaults.NotSupported("GROUP BY ALL, CUBE and ROLLUP");
        var keys = clause
            .GroupingSpecifications.Select(key =>
                key is ExpressionGroupingSpecification plain
                    ? Expression(plain.Expression, scope)
                    : throw SqlFaults.NotSupported(Describe(key))
            )
            .ToList();
        foreach (var key in keys)
            scope.AddGroupKey(key.Sql);
        return " GROUP BY " + string.Join(", ", keys.Select(key => key.Collated));
    }

    private IEnumerable<SelectItem> Items(SelectElement element, Scope scope)
    {
        switch (element)
        {
            case SelectScalarExpression scalar:
                var value = Expression(scalar.Expression, scope);
                var name =
                    scalar.ColumnName?.Value
                    ?? (scalar.Expression as ColumnReferenceExpression)?.MultiPartIdentifier?.Identifiers[^1].Value;
                return [new SelectItem(name ?? "", value)];
            case SelectStarExpression star:
                var alias = star.Qualifier?.Identifiers[^1].Value;
                var sources = scope
                    .Sources.Where(source =>
                        alias is null || source.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase)
                    )
                    .ToList();
                if (sources.Count == 0)
                    throw alias is null
                        ? new SqlFault(263, "Must specify table to select from.")
                        : SqlFaults.UnboundIdentifier(alias + ".*");
                return sources
                    .SelectMany(source => source.Columns)
                    .Select(column => new SelectItem(column.Name, scope.Resolve(column)))
                    .ToList();
            case SelectSetVariable { AssignmentKind: AssignmentKind.Equals } assignment:
                var variable = inputs.Variable(assignment.Variable.Name);
                return
                [
                    new SelectItem(
                        assignment.Variable.Name,
                        Convert(Expression(assignment.Expression, scope), variable.Type)
                    )
                    {
                        IsAssignment = true,
                    },
                ];
            default:
                throw SqlFaults.NotSupported(Describe(element));
        }
    }

    private string Top(TopRowFilter? top, Scope scope)
    {
        if (top is null)
            return "";
        if (top.Percent || top.WithTies)
            throw SqlFaults.NotSupported("TOP with PERCENT or WITH TIES");
        return " LIMIT " + RowCount(top.Expression, scope);
    }

    private string RowCount(ScalarExpression expression, Scope scope)
    {
        var count = Convert(Expression(expression, scope), SqlType.BigInt);
        return count.Constant is { IsNull: false, Integer: >= 0 } ? count.Sql : $"tsql_top({count.Sql})";
    }
}
