using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private static readonly SqlType SysName = SqlType.NVarChar(128);

    private Typed Call(FunctionCall call, Scope scope)
    {
        var name = call.FunctionName.Value.ToUpperInvariant();
        if (call.CallTarget is not null)
            throw SqlFaults.NotSupported($"calling {name} on something");
        if (catalog.MissingFunctions.Contains(name))
            throw SqlFaults.UnknownFunction(call.FunctionName.Value);
        if (call.OverClause is not null)
            throw SqlFaults.NotSupported($"{name} OVER");
        return name switch
        {
            "BINARY_CHECKSUM" => Checksum(call.Parameters.Select(parameter => Expression(parameter, scope))),
            "COUNT" or "COUNT_BIG" or "MIN" or "MAX" or "SUM" or "CHECKSUM_AGG" => Aggregate(name, call, scope),
            _ => Function(name, [.. call.Parameters.Select(parameter => Expression(parameter, scope))]),
        };
    }

    /// <summary>CHECKSUM. As on SQL Server, it ignores text, ntext and image.</summary>
    private static Typed Checksum(IEnumerable<Typed> values)
    {
        var compared = values
            .Where(value => value.Type.Kind is not (SqlKind.Text or SqlKind.NText or SqlKind.Image))
            .Select(value => value.Sql);
        return new Typed($"tsql_checksum({string.Join(", ", compared)})", SqlType.Int);
    }

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
            "CHECKSUM_AGG" => new Typed($"tsql_checksum_agg({distinct}{Convert(value, SqlType.Int).Sql})", SqlType.Int),
            "SUM" when value.Type is { IsNumber: true, Kind: not SqlKind.Bit } => new Typed(
                $"sum({distinct}{value.Sql})",
                Total(value.Type)
            ),
            "MIN"
            or "MAX" when value.Type.Kind is not (SqlKind.Bit or SqlKind.Text or SqlKind.NText or SqlKind.Image) =>
                new Typed($"{name.ToLowerInvariant()}({value.Collated})", value.Type),
            _ => throw SqlFaults.InvalidOperator(name.ToLowerInvariant(), value.Type),
        };
    }

    private static SqlType Total(SqlType type) =>
        type.IsApproximate ? SqlType.Float
        : type.Kind == SqlKind.Decimal ? SqlType.Decimal(38, type.Scale)
        : type.Kind == SqlKind.BigInt ? SqlType.BigInt
        : SqlType.Int;

    private Typed Arithmetic(BinaryExpressionType operation, Typed left, Typed right)
    {
        var symbol = operation switch
        {
            BinaryExpressionType.Add => "+",
            BinaryExpressionType.Subtract => "-",
            BinaryExpressionType.Multiply => "*",
            BinaryExpressionType.Divide => "/",
            _ => throw SqlFaults.NotSupported($"the operator {operation}"),
        };
        var type = Common(left.Type, right.Type);
        if (symbol == "+" && type.IsText)
            return Concatenation(left, right);
        if (!type.IsInteger && !type.IsApproximate || type.Kind == SqlKind.Bit)
            throw SqlFaults.NotSupported($"{symbol} with {type.Name()}");
        var (a, b) = (Convert(left, type).Sql, Convert(right, type));
        return new Typed($"({a} {symbol} {(symbol == "/" ? Divisor(b) : b.Sql)})", type);
    }

    private static string Divisor(Typed value) =>
        $"CASE {value.Sql} WHEN 0 THEN tsql_divide_by_zero({value.Sql}) ELSE {value.Sql} END";

    private static Typed Concatenation(Typed left, Typed right)
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

    private Typed Global(string name) =>
        name.ToUpperInvariant() switch
        {
            "@@VERSION" => inputs.Session(name, SqlType.NVarChar(300)),
            "@@SERVERNAME" => inputs.Session(name, SysName),
            "@@SPID" => inputs.Session(name, new SqlType(SqlKind.SmallInt)),
            "@@LOCK_TIMEOUT" or "@@ROWCOUNT" => inputs.Session(name, SqlType.Int),
            _ => throw SqlFaults.NotSupported(name),
        };

    /// <summary>Functions that are not aggregates; most of them return facts about the session, the server or permissions.</summary>
    private Typed Function(string name, Typed[] a) =>
        (name, a.Length) switch
        {
            ("ISNULL", 2) => a[0].Type.Kind == SqlKind.Null
                ? a[1]
                : new Typed($"coalesce({a[0].Sql}, {Convert(a[1], a[0].Type).Sql})", a[0].Type),
            ("SYSDATETIME" or "SYSUTCDATETIME", 0) => inputs.Session(name, SqlType.DateTime2),
            ("GETDATE" or "GETUTCDATE", 0) => inputs.Session(name, SqlType.DateTime),
            ("DB_NAME" or "SUSER_SNAME" or "HOST_NAME" or "APP_NAME", 0) => inputs.Session(name, SysName),
            ("HAS_PERMS_BY_NAME", 3) => inputs.Session(
                $"PERMISSION:{Word(a[1])}:{Word(a[2])}:{Word(a[0])}",
                SqlType.Int
            ),
            ("SERVERPROPERTY", 1) when Word(a[0]) == "ProductVersion" => inputs.Session(name, SysName),
            ("SESSION_COUNTER", 1) => inputs.Session($"COUNTER:{Word(a[0])}", SqlType.BigInt),
            _ => throw SqlFaults.UnknownFunction(name),
        };

    /// <summary>A name given as a literal; empty for NULL.</summary>
    private static string Word(Typed argument) =>
        argument.Constant is not { } constant
            ? throw SqlFaults.NotSupported("a metadata function whose argument is not a literal")
        : constant.IsNull ? ""
        : constant.Text;
}
