using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private Typed Arithmetic(BinaryExpressionType operation, Typed left, Typed right)
    {
        var symbol = Symbol(operation);
        if (
            symbol == "+"
            && (left.Type.IsText || right.Type.IsText)
            && IsTextOrNull(left.Type)
            && IsTextOrNull(right.Type)
        )
            return Concatenation(left, right);
        if (left.Type.Kind == SqlKind.Null && right.Type.Kind == SqlKind.Null)
            return new Typed("NULL", SqlType.Int);
        if (symbol is "+" or "-" && left.Type.Kind is SqlKind.DateTime or SqlKind.SmallDateTime && right.Type.IsInteger)
            return Days(symbol, left, right);
        var type = Common(left.Type, right.Type);
        if (!type.IsNumber || type.Kind == SqlKind.Bit || symbol is "&" or "|" && !type.IsInteger)
            throw type.IsTemporal
                ? SqlFaults.NotSupported($"{symbol} with {type.Name()}; use DATEADD or DATEDIFF")
                : SqlFaults.InvalidOperator(symbol, type);
        if (type.IsScaled)
            return Exact(symbol, left, right, type);
        var (a, b) = (Convert(left, type).Sql, Convert(right, type));
        var sql = symbol is "/" or "%" ? $"({a} {symbol} {Divisor(b)})" : $"({a} {symbol} {b.Sql})";
        if (symbol == "%" && type.IsApproximate)
            throw SqlFaults.InvalidOperator("modulo", type);
        return new Typed(sql, type);
    }

    /// <summary>A datetime plus or minus a whole number of days.</summary>
    private Typed Days(string symbol, Typed moment, Typed days)
    {
        var count = $"{(symbol == "-" ? "-" : "")}({Convert(days, SqlType.BigInt).Sql})";
        return new Typed(
            $"tsql_dateadd({(int)DatePart.Day}, {count}, {moment.Sql}, {moment.Type.Packed})",
            moment.Type
        );
    }

    private Typed Exact(string symbol, Typed left, Typed right, SqlType common)
    {
        (left, right) = (
            left.Type.IsNumber ? left : Convert(left, common),
            right.Type.IsNumber ? right : Convert(right, common)
        );
        var ((p1, s1), (p2, s2)) = (Digits(left), Digits(right));
        switch (symbol)
        {
            case "*":
                var product = SqlType.Decimal(Math.Min(38, p1 + p2 + 1), s1 + s2);
                return new Typed($"tsql_multiply({left.Sql}, {right.Sql}, 0)", product);
            case "/":
                var scale = Math.Max(6, s1 + p2 + 1);
                var precision = p1 - s1 + s2 + scale;
                // Past 38 digits the fraction gives way, down to six digits.
                var kept = precision <= 38 ? scale : Math.Max(6, scale - (precision - 38));
                return new Typed(
                    $"tsql_divide({left.Sql}, {right.Sql}, {kept - s1 + s2})",
                    SqlType.Decimal(Math.Min(38, precision), kept)
                );
            case "+" or "-":
                var sum = SqlType.Decimal(Math.Min(38, common.Digits.Precision + 1), common.Digits.Scale);
                return new Typed($"({Convert(left, sum).Sql} {symbol} {Convert(right, sum).Sql})", sum);
            default:
                throw SqlFaults.NotSupported($"{symbol} with {common.Name()}");
        }
    }

    /// <summary>A literal is as precise as it is written, and not as its type could be.</summary>
    private static (int Precision, int Scale) Digits(Typed value) =>
        value is { IsLiteral: true, Constant: { IsNull: false } constant, Type.IsInteger: true }
            ? (constant.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture).Length, 0)
            : value.Type.Digits;

    private static string Divisor(Typed value) =>
        value.Constant is { IsNull: false } constant && (constant.Integer != 0 || constant.Real != 0)
            ? value.Sql
            : $"CASE {value.Sql} WHEN 0 THEN tsql_divide_by_zero({value.Sql}) ELSE {value.Sql} END";

    private Typed Concatenation(Typed left, Typed right)
    {
        var isUnicode = left.Type.IsUnicode || right.Type.IsUnicode;
        var isMax = left.Type.Length == SqlType.Max || right.Type.Length == SqlType.Max;
        var length = isMax
            ? SqlType.Max
            : Math.Min(isUnicode ? MaxUnicode : MaxBytes, Math.Max(1, left.Type.Length + right.Type.Length));
        return new Typed(
            $"({left.Sql} || {right.Sql})",
            new SqlType(isUnicode ? SqlKind.NVarChar : SqlKind.VarChar, length)
        );
    }

    private static bool IsTextOrNull(SqlType type) => type.IsText || type.Kind == SqlKind.Null;

    private static string Symbol(BinaryExpressionType operation) =>
        operation switch
        {
            BinaryExpressionType.Add => "+",
            BinaryExpressionType.Subtract => "-",
            BinaryExpressionType.Multiply => "*",
            BinaryExpressionType.Divide => "/",
            BinaryExpressionType.Modulo => "%",
            BinaryExpressionType.BitwiseAnd => "&",
            BinaryExpressionType.BitwiseOr => "|",
            _ => throw SqlFaults.NotSupported($"the operator {operation}"),
        };
}
