using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private string Ordering(QuerySpecification query, List<SelectItem> items, Scope scope)
    {
        var isDistinct = query.UniqueRowFilter == UniqueRowFilter.Distinct;
        return OrderBy(query.OrderByClause, items, expression => OrderKey(expression, items, isDistinct, scope))
            + Offset(query.OffsetClause, scope);
    }

    private string Ordering(BinaryQueryExpression query, List<ResultColumn> columns)
    {
        var items = columns
            .Select((column, i) => new SelectItem(column.Name, new Typed($"c{i}", column.Type, IsColumn: true)))
            .ToList();
        return OrderBy(
                query.OrderByClause,
                items,
                _ =>
                    throw new SqlFault(
                        104,
                        "ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT operator."
                    )
            ) + Offset(query.OffsetClause, new Scope(null));
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

    /// <summary>The position of a select item that is meant by its number or its name.</summary>
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

    private string Offset(OffsetClause? clause, Scope scope)
    {
        if (clause is null)
            return "";
        var count = clause.FetchExpression is { } fetch ? RowCount(fetch, scope) : "-1";
        return $" LIMIT {count} OFFSET {RowCount(clause.OffsetExpression, scope)}";
    }
}
