using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private static bool IsAggregate(string name) =>
        name is "COUNT" or "COUNT_BIG" or "MIN" or "MAX" or "SUM" or "AVG" or "STDEV" or "VAR" or "CHECKSUM_AGG";

    private Typed Aggregate(string name, FunctionCall call, Scope scope)
    {
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
        scope.IsGrouped = true;
        return name switch
        {
            "COUNT" => new Typed($"count({distinct}{value.Collated})", SqlType.Int),
            "COUNT_BIG" => new Typed($"count({distinct}{value.Collated})", SqlType.BigInt),
            "MIN" or "MAX" => new Typed($"{name.ToLowerInvariant()}({Ordered(name, value).Collated})", value.Type),
            "SUM" => new Typed($"sum({distinct}{Summed(name, value).Sql})", Total(value.Type)),
            "CHECKSUM_AGG" => new Typed($"tsql_checksum_agg({distinct}{Convert(value, SqlType.Int).Sql})", SqlType.Int),
            "AVG" => Average(Summed(name, value), distinct),
            _ => throw SqlFaults.NotSupported(name),
        };
    }

    private static Typed Average(Typed value, string distinct)
    {
        if (value.Type.IsApproximate)
            return new Typed($"avg({distinct}{value.Sql})", SqlType.Float);
        var (sum, count) = ($"sum({distinct}{value.Sql})", $"count({distinct}{value.Sql})");
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

    private Typed DateFunction(string name, IList<ScalarExpression> parameters, Scope scope)
    {
        if (parameters is not [IdentifierLiteral partName, ..])
            throw new SqlFault(1023, $"Invalid parameter 1 specified for {name.ToLowerInvariant()}.", 15);
        var part = DateParts.Parse(partName.Value);
        var a = parameters.Skip(1).Select(parameter => Expression(parameter, scope)).ToArray();
        switch (name, a.Length)
        {
            case ("DATEADD", 2):
                var moment = Moment(a[1]);
                return new Typed(
                    $"tsql_dateadd({(int)part}, {Convert(a[0], SqlType.BigInt).Sql}, {moment.Sql}, {moment.Type.Packed})",
                    moment.Type
                );
            case ("DATEDIFF", 2):
                var (start, end) = (Moment(a[0]), Moment(a[1]));
                return new Typed(
                    $"tsql_datediff({(int)part}, {start.Sql}, {start.Type.Packed}, {end.Sql}, {end.Type.Packed})",
                    SqlType.Int
                );
            default:
                throw SqlFaults.NotSupported($"{name} with {parameters.Count} arguments");
        }
    }

    /// <summary>A text stands for a datetime here.</summary>
    private Typed Moment(Typed value) =>
        value.Type.IsTemporal ? value
        : value.Type.IsText || value.Type.Kind == SqlKind.Null ? Convert(value, SqlType.DateTime)
        : throw SqlFaults.OperandClash(value.Type, SqlType.DateTime);
}
