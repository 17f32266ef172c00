using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>
/// Counts the runs of serials that have many. Runs that are equal in everything that decides process and part number form a group;
/// the statement returns one run of each group and the number of its runs, for the thousand largest groups.
/// </summary>
internal static class RetestSql
{
    public const string Many = "@many";

    public static string Of(VteSchema schema)
    {
        var from = $"{SelectList.Column(schema, IndexData, "i", "Run.Timestamp")} >= {Range.FromTime}";
        // SQL Server does not combine two collations in one expression.
        var collate =
            schema.Column(UutData, "Uut.Serial")?.Collation is { } one
            && schema.Column(IndexData, "Run.Serial")?.Collation is { } other
            && one != other
                ? " COLLATE DATABASE_DEFAULT"
                : "";
        string?[] serials = [Serial(UutData, "u", "Uut.Serial"), Serial(IndexData, "i", "Run.Serial")];
        var serial = string.Join(
            " ELSE ",
            serials
                .OfType<string>()
                .Select(
                    (text, i) =>
                        i == 0 && serials is [not null, not null] ? $"CASE WHEN {text} <> N'' THEN {text}" : text
                )
        );
        serial += serials is [not null, not null] ? " END" : "";
        var runs =
            $"FROM {schema.Table(IndexData)} AS i{SelectList.LeftJoin(schema, (UutData, "u", "Uut.Id"), (IndexData, "i", "Run.UutId"))}\nWHERE {from} AND {serial} <> N''";
        var alike = SelectList.ThenBy(
            schema,
            IndexData,
            "i",
            "Run.TestplanId",
            "Run.TestplanName",
            "Run.TestplanVariant",
            "Run.ProductId",
            "Run.ProductName",
            "Run.Site"
        );
        return $"SELECT TOP (1000) MAX(CONVERT(varchar(50), {SelectList.Column(schema, IndexData, "i", "Run.Id")})) AS [Any], COUNT_BIG(*) AS [Tests]\n{runs}"
            + $"\n  AND {serial} IN (SELECT {serial} {runs}\n    GROUP BY {serial} HAVING COUNT_BIG(*) >= {Many})"
            + $"\nGROUP BY {serial}{alike}\nORDER BY COUNT_BIG(*) DESC";

        string? Serial(string table, string alias, string logical) =>
            schema.Column(table, logical) is null
                ? null
                : $"CAST({SelectList.Column(schema, table, alias, logical)} AS nvarchar(4000)){collate}";
    }
}
