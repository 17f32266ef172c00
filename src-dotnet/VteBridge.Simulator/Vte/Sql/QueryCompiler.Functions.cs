using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

internal sealed partial class QueryCompiler
{
    private static readonly SqlType AnyText = SqlType.NVarChar(SqlType.Max);

    private Typed Call(FunctionCall call, Scope scope)
    {
        var name = call.FunctionName.Value.ToUpperInvariant();
        if (call.CallTarget is not null)
            throw SqlFaults.NotSupported($"calling {name} on something");
        if (catalog.MissingFunctions.Contains(name))
            throw SqlFaults.UnknownFunction(call.FunctionName.Value);
        if (name is "CHECKSUM" or "BINARY_CHECKSUM")
            return Checksum(name, call.Parameters, scope);
        if (call.OverClause is not null)
            throw SqlFaults.NotSupported($"{name} OVER");
        if (IsAggregate(name))
            return Aggregate(name, call, scope);
        return name is "DATEADD" or "DATEDIFF"
            ? DateFunction(name, call.Parameters, scope)
            : Function(name, call.Parameters, scope);
    }

    /// <summary>Over the values given or, for *, over all columns; texts of old types do not count.</summary>
    private Typed Checksum(string name, IList<ScalarExpression> parameters, Scope scope)
    {
        var values = parameters is [ColumnReferenceExpression { ColumnType: ColumnType.Wildcard }]
            ? scope.Sources.SelectMany(source => source.Columns).Select(scope.Resolve)
            : parameters.Select(parameter => Expression(parameter, scope));
        var compared = values
            .Where(value => value.Type.Kind is not (SqlKind.Text or SqlKind.NText or SqlKind.Image))
            .Select(value => ", " + value.Sql);
        return new Typed($"tsql_checksum({(name == "CHECKSUM" ? 0 : 1)}{string.Concat(compared)})", SqlType.Int);
    }

    private Typed Function(string name, IList<ScalarExpression> parameters, Scope scope)
    {
        var a = parameters.Select(parameter => Expression(parameter, scope)).ToArray();
        return (name, a.Length) switch
        {
            ("ISNULL", 2) => a[0].Type.Kind == SqlKind.Null
                ? a[1]
                : new Typed($"coalesce({a[0].Sql}, {Convert(a[1], a[0].Type).Sql})", a[0].Type),
            ("COALESCE", > 0) => Coalesce(a),
            ("LEN", 1) => new Typed($"tsql_len({Text(a[0]).Sql})", Counted(a[0])),
            ("DATALENGTH", 1) => new Typed(DataLength(a[0]), Counted(a[0])),
            ("UPPER" or "LOWER" or "LTRIM" or "RTRIM", 1) => new Typed(
                $"tsql_{name.ToLowerInvariant()}({Text(a[0]).Sql})",
                Text(a[0]).Type
            ),
            ("SUBSTRING", 3) when a[0].Type.IsBinary => Sliced("substring", a[0], a[1], a[2]),
            ("SUBSTRING", 3) => Part(Text(a[0]), a[1], a[2]),
            ("LEFT", 2) => Part(Text(a[0]), inputs.Constant(Storage.StoredValue.Of(1L), SqlType.Int), a[1]),
            ("REPLACE", 3) => new Typed(
                $"tsql_replace({Text(a[0]).Sql}, {Text(a[1]).Sql}, {Text(a[2]).Sql})",
                Unlimited(a[0])
            ),
            ("CONCAT", > 1) => a.Select(each => new Typed($"coalesce({Text(each).Sql}, '')", Text(each).Type))
                .Aggregate(Concatenation),
            ("ABS", 1) => new Typed($"abs({Number(a[0]).Sql})", a[0].Type),
            _ => Metadata(name, a),
        };
    }

    private Typed Sliced(string function, Typed value, params Typed[] counts)
    {
        var arguments = string.Concat(counts.Select(count => ", " + Convert(count, SqlType.BigInt).Sql));
        return new Typed($"tsql_{function}({value.Sql}{arguments})", Varying(value.Type));
    }

    /// <summary>
    /// A text that is NULL, or no longer than what is asked for, needs no call from SQLite into our code, which takes longer
    /// than reading the row: it has no more UTF-16 units than it has bytes in the store.
    /// </summary>
    private Typed Part(Typed text, Typed start, Typed length)
    {
        var part = Sliced("substring", text, start, length);
        var isWhole =
            $"{Convert(start, SqlType.BigInt).Sql} = 1 AND length(CAST({text.Sql} AS BLOB)) <= {Convert(length, SqlType.BigInt).Sql}";
        return part with { Sql = $"CASE WHEN {text.Sql} IS NULL OR {isWhole} THEN {text.Sql} ELSE {part.Sql} END" };
    }

    private static string DataLength(Typed value)
    {
        var type = value.Type;
        var size = type.Kind switch
        {
            SqlKind.Bit or SqlKind.TinyInt => 1,
            SqlKind.SmallInt => 2,
            SqlKind.Int or SqlKind.Real or SqlKind.SmallMoney or SqlKind.SmallDateTime => 4,
            SqlKind.BigInt or SqlKind.Float or SqlKind.Money or SqlKind.DateTime => 8,
            SqlKind.UniqueIdentifier => 16,
            SqlKind.Date => 3,
            _ => 0,
        };
        return size > 0 ? $"CASE WHEN {value.Sql} IS NOT NULL THEN {size} END"
            : type.IsUnicode ? $"(2 * tsql_units({value.Sql}))"
            : type.IsText ? $"tsql_units({value.Sql})"
            : type.IsBinary ? $"length({value.Sql})"
            : throw SqlFaults.NotSupported($"DATALENGTH of {type.Name()}");
    }

    /// <summary>bigint for (max) types, else int.</summary>
    private static SqlType Counted(Typed value) => value.Type.Length == SqlType.Max ? SqlType.BigInt : SqlType.Int;

    private Typed Text(Typed value) =>
        value.Type.Kind is SqlKind.Text or SqlKind.NText or SqlKind.Image
            ? throw new SqlFault(
                8116,
                $"Argument data type {value.Type.Name()} is invalid for argument 1 of this function."
            )
        : value.Type.IsText ? value
        : Convert(value, TextOf(value.Type.IsApproximate ? 32 : 128));

    private static Typed Number(Typed value) =>
        value.Type.IsNumber ? value : throw SqlFaults.InvalidOperator("numeric function", value.Type);

    private static SqlType Varying(SqlType type) =>
        type.Kind switch
        {
            SqlKind.Char => type with { Kind = SqlKind.VarChar },
            SqlKind.NChar => type with { Kind = SqlKind.NVarChar },
            SqlKind.Binary => type with { Kind = SqlKind.VarBinary },
            _ => type,
        };

    private static SqlType Unlimited(Typed value) =>
        value.Type.Length == SqlType.Max
            ? AnyText
            : new SqlType(
                value.Type.IsUnicode || !value.Type.IsText ? SqlKind.NVarChar : SqlKind.VarChar,
                value.Type.IsUnicode || !value.Type.IsText ? MaxUnicode : MaxBytes
            );
}
