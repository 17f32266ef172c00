using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private Typed Expression(ScalarExpression expression, Scope scope)
    {
        var mark = scope.Ungrouped.Count;
        var value = Compile(expression, scope);
        scope.Cover(value.Sql, mark);
        return value;
    }

    private Typed Compile(ScalarExpression expression, Scope scope) =>
        expression switch
        {
            ColumnReferenceExpression { ColumnType: ColumnType.Regular } column => scope.Resolve([
                .. column.MultiPartIdentifier.Identifiers.Select(part => part.Value),
            ]),
            Literal literal => Constant(literal),
            VariableReference variable => inputs.Variable(variable.Name),
            GlobalVariableExpression global => Global(global.Name),
            ParenthesisExpression parenthesis => Expression(parenthesis.Expression, scope),
            UnaryExpression unary => Unary(unary, scope),
            Microsoft.SqlServer.TransactSql.ScriptDom.BinaryExpression binary => Arithmetic(
                binary.BinaryExpressionType,
                Expression(binary.FirstExpression, scope),
                Expression(binary.SecondExpression, scope)
            ),
            CastCall cast => Convert(Expression(cast.Parameter, scope), SqlTypeNames.Resolve(cast.DataType, 30)),
            ConvertCall convert => Convert(
                Expression(convert.Parameter, scope),
                SqlTypeNames.Resolve(convert.DataType, 30),
                Style(convert.Style)
            ),
            TryCastCall cast => TryConvert(Expression(cast.Parameter, scope), SqlTypeNames.Resolve(cast.DataType, 30)),
            SearchedCaseExpression searched => Case(searched, scope),
            CoalesceExpression coalesce => Coalesce([.. coalesce.Expressions.Select(each => Expression(each, scope))]),
            ScalarSubquery subquery => Scalar(Query(subquery.QueryExpression, scope)),
            FunctionCall call => Call(call, scope),
            _ => throw SqlFaults.NotSupported(Describe(expression)),
        };

    private Typed Constant(Literal literal)
    {
        switch (literal)
        {
            case NullLiteral:
                return inputs.Constant(StoredValue.Null, new SqlType(SqlKind.Null));
            case IntegerLiteral
                when int.TryParse(literal.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var whole):
                return inputs.Constant(StoredValue.Of((long)whole), SqlType.Int) with { IsLiteral = true };
            case IntegerLiteral or NumericLiteral:
                var point = literal.Value.IndexOf('.', StringComparison.Ordinal);
                var scale = point < 0 ? 0 : literal.Value.Length - point - 1;
                var type = SqlType.Decimal(
                    Math.Max(1, literal.Value.TrimStart('0').Replace(".", "", StringComparison.Ordinal).Length),
                    scale
                );
                return inputs.Constant(
                    NumberConversion.Exact(decimal.Parse(literal.Value, CultureInfo.InvariantCulture), type),
                    type
                );
            case RealLiteral:
                return inputs.Constant(
                    StoredValue.Of(double.Parse(literal.Value, CultureInfo.InvariantCulture)),
                    SqlType.Float
                );
            case StringLiteral text:
                var kind = text.IsNational ? SqlKind.NVarChar : SqlKind.VarChar;
                var length =
                    text.Value.Length > (text.IsNational ? MaxUnicode : MaxBytes)
                        ? SqlType.Max
                        : Math.Max(1, text.Value.Length);
                return inputs.Constant(
                    StoredValue.Of(text.IsNational ? text.Value : CodePage.Narrow(text.Value)),
                    new SqlType(kind, length)
                );
            case BinaryLiteral:
                var digits = literal.Value[2..];
                var bytes = System.Convert.FromHexString(digits.Length % 2 == 0 ? digits : "0" + digits);
                return inputs.Constant(
                    StoredValue.OfBlob(bytes),
                    new SqlType(SqlKind.VarBinary, Math.Max(1, bytes.Length))
                );
            default:
                throw SqlFaults.NotSupported(Describe(literal));
        }
    }

    private Typed Unary(UnaryExpression unary, Scope scope)
    {
        var value = Expression(unary.Expression, scope);
        if (!value.Type.IsNumber || value.Type.Kind == SqlKind.Bit)
            throw SqlFaults.InvalidOperator("minus", value.Type);
        if (unary.UnaryExpressionType == UnaryExpressionType.Positive)
            return value;
        return value.Constant is { } constant
            ? inputs.Constant(constant with { Integer = -constant.Integer, Real = -constant.Real }, value.Type)
            : new Typed($"(-{value.Sql})", value.Type);
    }

    private Typed Case(SearchedCaseExpression expression, Scope scope) =>
        Choice(
            [.. expression.WhenClauses.Select(when => Predicate(when.WhenExpression, scope))],
            [.. expression.WhenClauses.Select(when => Expression(when.ThenExpression, scope))],
            expression.ElseExpression is { } otherwise ? Expression(otherwise, scope) : null
        );

    private Typed Choice(string[] conditions, Typed[] values, Typed? otherwise)
    {
        var type = values.Select(value => value.Type).Aggregate(otherwise?.Type ?? new SqlType(SqlKind.Null), Common);
        var branches = conditions.Zip(
            values,
            (condition, value) => $" WHEN {condition} THEN {Convert(value, type).Sql}"
        );
        var last = otherwise is { } value ? $" ELSE {Convert(value, type).Sql}" : "";
        return new Typed($"CASE{string.Concat(branches)}{last} END", type);
    }

    private Typed Coalesce(Typed[] values)
    {
        var type = values.Select(value => value.Type).Aggregate(Common);
        return new Typed($"coalesce({string.Join(", ", values.Select(value => Convert(value, type).Sql))})", type);
    }

    /// <summary>A scalar subquery. SQLite would take the first of several rows; on SQL Server more than one row is an error.</summary>
    private static Typed Scalar(CompiledQuery query) =>
        query.Columns is [var column]
            ? new Typed(
                $"(SELECT tsql_single(count(*), max(c0)) FROM (SELECT * FROM ({query.Sql}) LIMIT 2))",
                column.Type
            )
            : throw new SqlFault(
                116,
                "Only one expression can be specified in the select list when the subquery is not introduced with EXISTS."
            );

    private static Typed TryConvert(Typed value, SqlType to) =>
        Conversion.IsIdentity(value.Type, to)
            ? value with
            {
                Type = to,
            }
            : new Typed($"tsql_try_convert({value.Sql}, {value.Type.Packed}, {to.Packed}, 0)", to);

    private static int Style(ScalarExpression? style) =>
        style switch
        {
            null => 0,
            IntegerLiteral number => int.Parse(number.Value, CultureInfo.InvariantCulture),
            _ => throw SqlFaults.NotSupported("a style of CONVERT that is not a literal"),
        };
}
