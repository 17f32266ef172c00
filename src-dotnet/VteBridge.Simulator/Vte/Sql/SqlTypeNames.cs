using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Types by their names in T-SQL.</summary>
internal static class SqlTypeNames
{
    /// <summary>The name as INFORMATION_SCHEMA.COLUMNS.DATA_TYPE has it.</summary>
    public static string Name(this SqlType type) =>
        type.Kind switch
        {
            SqlKind.Variant => "sql_variant",
            SqlKind.Null => "NULL",
            _ => type.Kind.ToString().ToLowerInvariant(),
        };

    /// <param name="defaultLength">Length of a character or binary type that names none: 1 in a declaration, 30 in CAST.</param>
    public static SqlType Resolve(DataTypeReference? reference, int defaultLength = 1)
    {
        if (reference is not SqlDataTypeReference named)
            return reference?.Name?.BaseIdentifier.Value.ToUpperInvariant() switch
            {
                "SYSNAME" => SqlType.NVarChar(128),
                var name => throw new SqlFault(2715, $"Cannot find data type {name}.", 16, 6),
            };
        var arguments = named.Parameters;
        var first = arguments.Count > 0 ? arguments[0] : null;
        var length =
            first is MaxLiteral ? SqlType.Max
            : first is null ? defaultLength
            : Number(first);
        return named.SqlDataTypeOption switch
        {
            SqlDataTypeOption.Bit => SqlType.Bit,
            SqlDataTypeOption.TinyInt => new(SqlKind.TinyInt),
            SqlDataTypeOption.SmallInt => new(SqlKind.SmallInt),
            SqlDataTypeOption.Int => SqlType.Int,
            SqlDataTypeOption.BigInt => SqlType.BigInt,
            SqlDataTypeOption.Real => new(SqlKind.Real),
            SqlDataTypeOption.Float => new(first is not null && length <= 24 ? SqlKind.Real : SqlKind.Float),
            SqlDataTypeOption.Decimal or SqlDataTypeOption.Numeric => SqlType.Decimal(
                first is null ? 18 : length,
                arguments.Count > 1 ? Number(arguments[1]) : 0
            ),
            SqlDataTypeOption.Money => new(SqlKind.Money, 0, 19, 4),
            SqlDataTypeOption.SmallMoney => new(SqlKind.SmallMoney, 0, 10, 4),
            SqlDataTypeOption.Char => new(SqlKind.Char, length),
            SqlDataTypeOption.VarChar => new(SqlKind.VarChar, length),
            SqlDataTypeOption.NChar => new(SqlKind.NChar, length),
            SqlDataTypeOption.NVarChar => SqlType.NVarChar(length),
            SqlDataTypeOption.Text => new(SqlKind.Text, SqlType.Max),
            SqlDataTypeOption.NText => new(SqlKind.NText, SqlType.Max),
            SqlDataTypeOption.Binary => new(SqlKind.Binary, length),
            SqlDataTypeOption.VarBinary => new(SqlKind.VarBinary, length),
            SqlDataTypeOption.Image => new(SqlKind.Image, SqlType.Max),
            SqlDataTypeOption.UniqueIdentifier => SqlType.Guid,
            SqlDataTypeOption.Date => new(SqlKind.Date),
            SqlDataTypeOption.Time => new(SqlKind.Time, Scale: FractionalDigits(first)),
            SqlDataTypeOption.SmallDateTime => new(SqlKind.SmallDateTime),
            SqlDataTypeOption.DateTime => SqlType.DateTime,
            SqlDataTypeOption.DateTime2 => new(SqlKind.DateTime2, Scale: FractionalDigits(first)),
            SqlDataTypeOption.DateTimeOffset => new(SqlKind.DateTimeOffset, Scale: FractionalDigits(first)),
            var other => throw SqlFaults.NotSupported($"the data type {other.ToString().ToLowerInvariant()}"),
        };
    }

    private static byte FractionalDigits(Literal? literal) => literal is null ? (byte)7 : (byte)Number(literal);

    private static int Number(Literal literal) => int.Parse(literal.Value, CultureInfo.InvariantCulture);
}
