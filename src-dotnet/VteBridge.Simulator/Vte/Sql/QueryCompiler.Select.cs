using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private CompiledQuery Specification(QuerySpecification query, Scope? parent)
    {
        if (query.ForClause is not null)
            throw SqlFaults.NotSupported("FOR XML and FOR BROWSE");
        if (query.OffsetClause is not null)
            throw SqlFaults.NotSupported("OFFSET");
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

    private string Ordering(QuerySpecification query, List<SelectItem> items, Scope scope)
    {
        var isDistinct = query.UniqueRowFilter == UniqueRowFilter.Distinct;
        return OrderBy(query.OrderByClause, items, expression => OrderKey(expression, items, isDistinct, scope));
    }

    private static string OrderBy(OrderByClause? clause, List<SelectItem> items, Func<ScalarExpression, string> key) =>
        clause is null
            ? ""
            : " ORDER BY "
                + string.Join(
                    ", ",
                    clause.OrderByElements.Select(e =>
                        (Position(e.Expression, items) ?? key(e.Expression)) + Direction(e)
                    )
                );

    private static string Direction(ExpressionWithSortOrder element) =>
        element.SortOrder == SortOrder.Descending ? " DESC" : "";

    /// <summary>The position of the select item that ORDER BY names by its number or alias; null when it names none.</summary>
    private static string? Position(ScalarExpression expression, List<SelectItem> items)
    {
        if (expression is IntegerLiteral number)
            return int.TryParse(number.Value, out var position) && position >= 1 && position <= items.Count
                ? number.Value
                : throw new SqlFault(
                    108,
                    $"The ORDER BY position number {number.Value} is out of range of the number of items in the select list.",
                    15
                );
        if (expression is not ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [var name] })
            return null;
        var index = items.FindIndex(item => item.Name.Equals(name.Value, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : $"{index + 1}";
    }

    private string OrderKey(ScalarExpression expression, List<SelectItem> items, bool isDistinct, Scope scope)
    {
        var key = Expression(expression, scope);
        if (key.Constant is not null || expression is VariableReference)
            throw new SqlFault(408, "A constant expression was encountered in the ORDER BY list, position 1.");
        if (isDistinct && !items.Exists(item => item.Value.Sql == key.Sql))
            throw new SqlFault(
                145,
                "ORDER BY items must appear in the select list if SELECT DISTINCT is specified.",
                15
            );
        return key.Collated;
    }
}
