using System.Data;
using Dapper;
using Microsoft.Data.SqlClient;
using VteBridge.Configuration;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>Reads the schema from INFORMATION_SCHEMA; all work begins with this.</summary>
internal static class SchemaReader
{
    /// <exception cref="VteFailure">The schema cannot be read or bound.</exception>
    public static async Task<VteSchema> ReadAsync(VteConnection vte, VteOptions options, CancellationToken stop)
    {
        var (columns, elsewhere) = await vte.ReadAsync(
            "reading the schema",
            async connection =>
            {
                var found = await connection.QueryAsync<ColumnRow>(ServerSql.Columns, new { schema = options.Schema });
                List<TableColumn> columns = [.. found.Select(c => c.Column())];
                var table = options.Tables.GetValueOrDefault(Tables.IndexData) ?? Tables.IndexData;
                return columns.Exists(c => c.Table.Equals(table, StringComparison.OrdinalIgnoreCase))
                    ? (columns, [])
                    : (columns, (await connection.QueryAsync<string>(ServerSql.SchemasOf, new { table })).ToList());
            },
            stop
        );
        var schema = SchemaResolver.Resolve(options, columns, elsewhere);
        return schema.With(await IndexesAsync(vte, schema, stop));
    }

    /// <summary>The indexes of the schema; null if the server does not tell.</summary>
    private static async Task<IReadOnlyList<TableIndex>?> IndexesAsync(
        VteConnection vte,
        VteSchema schema,
        CancellationToken stop
    )
    {
        try
        {
            var rows = await PageQuery.ListAsync(
                vte,
                "reading the indexes",
                ServerSql.Indexes,
                () => [new("@schema", SqlDbType.NVarChar, 128) { Value = schema.Name }],
                row => (Table: row.Text(0), Index: row.Text(1), IsUnique: row.Flag(2), Column: row.Text(3)!),
                stop
            );
            return
            [
                .. rows.GroupBy(r => (r.Table, r.Index))
                    .Select(g => new TableIndex(g.Key.Table!, g.First().IsUnique, [.. g.Select(r => r.Column)])),
            ];
        }
        catch (VteFailure failure) when (SqlErrors.IsRefused(failure.InnerException))
        {
            return null;
        }
    }

    /// <summary>A row as the server gives it. SQL Server gives lengths as int; other engines use wider types.</summary>
    private sealed class ColumnRow
    {
        public string Table { get; init; } = "";
        public string Name { get; init; } = "";
        public string Type { get; init; } = "";
        public object? Length { get; init; }
        public object? Precision { get; init; }
        public string? Collation { get; init; }
        public string? Nullable { get; init; }
        public string? TableType { get; init; }

        public TableColumn Column() =>
            new(
                Table,
                Name,
                Type.ToLowerInvariant(),
                Int(Length),
                Int(Precision),
                Collation,
                TableType == "VIEW" || Nullable != "NO",
                TableType == "VIEW"
            );

        private static int? Int(object? value) => value is null or DBNull ? null : Convert.ToInt32(value, null);
    }
}

/// <summary>
/// Keeps the schema from one cycle of `run` to the next. About two hundred rows describe columns and indexes, which at a small site is
/// more than a cycle's new rows. Two rows of sums show whether the schema is still the same.
/// </summary>
internal sealed class SchemaCache
{
    private Known? _kept;
    private Known? _read;

    /// <exception cref="VteFailure">The schema cannot be read or bound.</exception>
    public async Task<VteSchema> ReadAsync(VteConnection vte, VteOptions options, CancellationToken stop)
    {
        // A cycle may have failed because the kept schema is out of date, so after a failure the schema is read again.
        (var kept, _kept) = (_kept, null);
        // The sums are read before the schema: a change between the two then shows in the next cycle.
        var sums = await SumsAsync(vte, options, stop);
        _read =
            kept is not null && sums is not null && kept.Sums == sums && kept.Options == options
                ? kept
                : new Known(options, sums, await SchemaReader.ReadAsync(vte, options, stop));
        return _read.Schema;
    }

    /// <summary>Keeps the schema that was read last. Call it when the cycle has succeeded.</summary>
    public void Keep() => _kept = _read;

    /// <summary>Null if the server does not tell.</summary>
    private static async Task<string?> SumsAsync(VteConnection vte, VteOptions options, CancellationToken stop)
    {
        try
        {
            var sums = await PageQuery.ListAsync(
                vte,
                "looking for changes of the schema",
                ServerSql.SchemaSums,
                () => [new("@schema", SqlDbType.NVarChar, 128) { Value = options.Schema }],
                row => $"{row.Number(0)}/{row.Text(1)}",
                stop
            );
            return string.Join(' ', sums);
        }
        catch (VteFailure failure) when (SqlErrors.IsRefused(failure.InnerException))
        {
            return null;
        }
    }

    private sealed record Known(VteOptions Options, string? Sums, VteSchema Schema);
}
