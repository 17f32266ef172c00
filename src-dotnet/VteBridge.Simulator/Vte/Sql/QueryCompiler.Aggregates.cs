using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private static bool IsAggregate(string name) =>
        name is "COUNT" or "COUNT_BIG" or "MIN" or "MAX" or "SUM" or "AVG" or "STDEV" or "VAR" or "CHECKSUM_AGG";

    private Typed Aggregate(string name, FunctionCall call, Scope scope)
    {
        var over = call.OverClause is { } clause ? Over(clause, scope) : "";
        scope.AggregateDepth++;
        if (scope.AggregateDepth > 1)
            throw new SqlFault(
                130,
                "Cannot perform an aggregate function on an expression containing an aggregate or a subquery.",
                15
            );
        var distinct = call.UniqueRowFilter == UniqueRowFilter.Distinct ? "DISTINCT " : "";
        var isStar = call.Parameters is [ColumnReferenceExpression { ColumnType: ColumnType.Wildcard }];
        var value = isStar ? new Typed("*", SqlType.Int) : Expression(call.Parameters[0], scope);
        scope.AggregateDepth--;
        if (over.Length == 0)
            scope.IsGrouped = true;
        else if (distinct.Length > 0)
            throw SqlFaults.NotSupported("DISTINCT in a windowed aggregate");
        return name switch
        {
            "COUNT" => new Typed($"count({distinct}{value.Collated}){over}", SqlType.Int),
            "COUNT_BIG" => new Typed($"count({distinct}{value.Collated}){over}", SqlType.BigInt),
            "MIN" or "MAX" => new Typed(
                $"{name.ToLowerInvariant()}({Ordered(name, value).Collated}){over}",
                value.Type
            ),
            "SUM" => new Typed($"sum({distinct}{Summed(name, value).Sql}){over}", Total(value.Type)),
            "CHECKSUM_AGG" when over.Length == 0 => new Typed(
                $"tsql_checksum_agg({distinct}{Convert(value, SqlType.Int).Sql})",
                SqlType.Int
            ),
            "AVG" => Average(Summed(name, value), distinct, over),
            _ => throw SqlFaults.NotSupported(name),
        };
    }

    private static Typed Average(Typed value, string distinct, string over)
    {
        if (value.Type.IsApproximate)
            return new Typed($"avg({distinct}{value.Sql}){over}", SqlType.Float);
        var (sum, count) = ($"sum({distinct}{value.Sql}){over}", $"count({distinct}{value.Sql}){over}");
        if (value.Type.IsInteger)
            return new Typed($"({sum} / {count})", Total(value.Type));
        var scale = Math.Max(6, value.Type.Digits.Scale);
        return new Typed(
            $"CASE WHEN {count} > 0 THEN tsql_divide({sum}, {count}, {scale - value.Type.Digits.Scale}) END",
            SqlType.Decimal(38, scale)
        );
    }

    private static SqlType Total(SqlType type) =>
        type.IsApproximate ? SqlType.Float
        : type.IsScaled ? SqlType.Decimal(38, type.Digits.Scale)
        : type.Kind == SqlKind.BigInt ? SqlType.BigInt
        : SqlType.Int;

    private static Typed Summed(string name, Typed value) =>
        value.Type.IsNumber && value.Type.Kind != SqlKind.Bit
            ? value
            : throw SqlFaults.InvalidOperator(name.ToLowerInvariant(), value.Type);

    private static Typed Ordered(string name, Typed value) =>
        value.Type.Kind is SqlKind.Bit or SqlKind.Text or SqlKind.NText or SqlKind.Image
            ? throw SqlFaults.InvalidOperator(name.ToLowerInvariant(), value.Type)
            : value;

    private Typed Ranking(string name, FunctionCall call, Scope scope) =>
        name is "ROW_NUMBER" or "RANK" or "DENSE_RANK" && call.OverClause.OrderByClause is not null
            ? new Typed($"{name.ToLowerInvariant()}(){Over(call.OverClause, scope)}", SqlType.BigInt)
            : throw SqlFaults.NotSupported($"{name} OVER");

    private string Over(OverClause clause, Scope scope)
    {
        if (clause.WindowFrameClause is not null)
            throw SqlFaults.NotSupported("ROWS and RANGE in OVER");
        var partition =
            clause.Partitions.Count > 0
                ? "PARTITION BY "
                    + string.Join(", ", clause.Partitions.Select(each => Expression(each, scope).Collated))
                : "";
        var order = OrderBy(clause.OrderByClause, [], expression => Expression(expression, scope).Collated);
        return $" OVER ({partition}{order})";
    }
}
