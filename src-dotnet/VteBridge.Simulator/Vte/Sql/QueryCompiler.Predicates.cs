using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private string Predicate(BooleanExpression predicate, Scope scope) =>
        predicate switch
        {
            BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and =>
                $"({Predicate(and.FirstExpression, scope)} AND {Predicate(and.SecondExpression, scope)})",
            BooleanBinaryExpression or =>
                $"({Predicate(or.FirstExpression, scope)} OR {Predicate(or.SecondExpression, scope)})",
            BooleanParenthesisExpression parenthesis => Predicate(parenthesis.Expression, scope),
            BooleanNotExpression not => $"(NOT {Predicate(not.Expression, scope)})",
            BooleanIsNullExpression isNull =>
                $"({Expression(isNull.Expression, scope).Sql} IS {(isNull.IsNot ? "NOT " : "")}NULL)",
            BooleanComparisonExpression comparison => Comparison(
                Expression(comparison.FirstExpression, scope),
                Operator(comparison.ComparisonType),
                Expression(comparison.SecondExpression, scope)
            ),
            BooleanTernaryExpression between => Between(between, scope),
            InPredicate contained => In(contained, scope),
            LikePredicate like => Like(like, scope),
            ExistsPredicate exists => $"EXISTS ({Query(exists.Subquery.QueryExpression, scope).Sql})",
            _ => throw SqlFaults.NotSupported(Describe(predicate)),
        };

    private string Comparison(Typed left, string operation, Typed right)
    {
        var type = Comparable(Common(left.Type, right.Type), operation);
        return $"({Instant(Convert(left, type))} {operation} {Instant(Convert(right, type))})";
    }

    private string Between(BooleanTernaryExpression between, Scope scope)
    {
        var value = Expression(between.FirstExpression, scope);
        var (low, high) = (Expression(between.SecondExpression, scope), Expression(between.ThirdExpression, scope));
        var inside = $"({Comparison(value, ">=", low)} AND {Comparison(value, "<=", high)})";
        return between.TernaryExpressionType == BooleanTernaryExpressionType.Between ? inside : $"(NOT {inside})";
    }

    private string In(InPredicate predicate, Scope scope)
    {
        var value = Expression(predicate.Expression, scope);
        var not = predicate.NotDefined ? "NOT " : "";
        if (predicate.Subquery is { } subquery)
        {
            var query = Query(subquery.QueryExpression, scope);
            if (query.Columns is not [var column])
                throw new SqlFault(
                    116,
                    "Only one expression can be specified in the select list when the subquery is not introduced with EXISTS."
                );
            var common = Comparable(Common(value.Type, column.Type), "IN");
            var list = Conversion.IsIdentity(column.Type, common)
                ? query.Sql
                : $"SELECT {Convert(new Typed("c0", column.Type, true), common).Sql} FROM ({query.Sql})";
            return $"({Convert(value, common).Collated} {not}IN ({list}))";
        }
        var values = predicate.Values.Select(each => Expression(each, scope)).ToList();
        var type = Comparable(values.Select(each => each.Type).Aggregate(value.Type, Common), "IN");
        return $"({Instant(Convert(value, type))} {not}IN ({string.Join(", ", values.Select(each => Instant(Convert(each, type))))}))";
    }

    /// <summary>
    /// Uses SQLite's LIKE for what it does in the same way as T-SQL: % and _, and ASCII letters in either case. Other patterns are refused.
    /// </summary>
    private string Like(LikePredicate like, Scope scope)
    {
        var pattern = Expression(like.SecondExpression, scope);
        if (
            like.EscapeExpression is not null
            || pattern.Constant is not { Kind: StoredKind.Text } literal
            || literal.Text.Contains('[', StringComparison.Ordinal)
            || !System.Text.Ascii.IsValid(literal.Text)
        )
            throw SqlFaults.NotSupported("LIKE with ESCAPE, [sets] or a pattern that is not a literal of ASCII");
        var text = Convert(Expression(like.FirstExpression, scope), SqlType.NVarChar(SqlType.Max));
        return $"({text.Sql} {(like.NotDefined ? "NOT " : "")}LIKE {pattern.Sql})";
    }

    /// <summary>
    /// A datetimeoffset is compared by its instant, which is in its first eight bytes; other types are compared unchanged.
    /// </summary>
    private static string Instant(Typed value) =>
        value.Type.Kind == SqlKind.DateTimeOffset ? $"substr({value.Sql}, 1, 8)" : value.Collated;

    private static SqlType Comparable(SqlType type, string operation) =>
        type.Kind is SqlKind.Text or SqlKind.NText or SqlKind.Image
            ? throw new SqlFault(
                402,
                $"The data types {type.Name()} and {type.Name()} are incompatible in the {operation} operator."
            )
            : type;

    private static string Operator(BooleanComparisonType comparison) =>
        comparison switch
        {
            BooleanComparisonType.Equals => "=",
            BooleanComparisonType.NotEqualToBrackets or BooleanComparisonType.NotEqualToExclamation => "<>",
            BooleanComparisonType.LessThan => "<",
            BooleanComparisonType.LessThanOrEqualTo or BooleanComparisonType.NotGreaterThan => "<=",
            BooleanComparisonType.GreaterThan => ">",
            BooleanComparisonType.GreaterThanOrEqualTo or BooleanComparisonType.NotLessThan => ">=",
            _ => throw SqlFaults.NotSupported($"the comparison {comparison}"),
        };
}
