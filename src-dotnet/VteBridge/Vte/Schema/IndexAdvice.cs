namespace VteBridge.Vte.Schema;

/// <summary>
/// Tells whether a table has an index that begins with the column by which VteBridge reads it. Without one, every page scans the
/// table: slow, but never wrong.
/// </summary>
/// <param name="HasIndex">Null if the server does not tell.</param>
/// <param name="Ddl">The statement for the DBA; null if nothing is missing or it is a view.</param>
internal sealed record IndexAdvice(string Table, string Column, bool? HasIndex, string? Ddl)
{
    public static IReadOnlyList<IndexAdvice> Of(VteSchema schema) =>
        [
            .. new[] { (Tables.IndexData, "Run.Timestamp"), (Tables.IndexData, "Run.Id") }
                .Concat(Tables.TestData.Select(t => (t, "Step.RunId")))
                .Append((Tables.AssemblyData, "Assembly.UutId"))
                .Append((Tables.RepairActions, "RepairAction.RepairId"))
                .Where(c => schema.Column(c.Item1, c.Item2) is not null)
                .Select(c => Of(schema, c.Item1, c.Item2)),
        ];

    private static IndexAdvice Of(VteSchema schema, string table, string logical)
    {
        var column = schema.Column(table, logical)!;
        if (schema.Indexes is null)
            return new IndexAdvice(column.Table, column.Name, null, null);
        if (schema.Indexes.Any(i => i.Table == column.Table && i.Columns[0] == column.Name))
            return new IndexAdvice(column.Table, column.Name, true, null);
        if (column.IsView)
            return new IndexAdvice(column.Table, column.Name, null, null);
        // Runs are read in the order of their times and then ids.
        var key =
            logical == "Run.Timestamp"
                ? $"{VteSchema.Quote(column.Name)}, {VteSchema.Quote(schema.Column(table, "Run.Id")!.Name)}"
                : VteSchema.Quote(column.Name);
        var name = VteSchema.Quote($"IX_{column.Table}_{column.Name}");
        return new IndexAdvice(
            column.Table,
            column.Name,
            false,
            $"CREATE INDEX {name} ON {schema.Table(table)} ({key});"
        );
    }
}
