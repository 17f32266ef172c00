using VteBridge.Simulator.Vte.Sql;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte;

/// <summary>A prepared INSERT of certain columns of a table.</summary>
internal sealed class RowInsert(StoreStatement statement, TableDefinition table, TableColumn[] columns)
{
    public static RowInsert Prepare(StoreConnection connection, TableDefinition table, IReadOnlyList<string> names)
    {
        var columns = names.Select(name => table[name]).ToArray();
        if (table.Columns.FirstOrDefault(column => column.IsRequired && !columns.Contains(column)) is { } missing)
            throw new ArgumentException($"{table.Name}.{missing.Name} does not allow NULL.");
        var (list, values) = (
            string.Join(", ", columns.Select(column => column.Sqlite)),
            string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))
        );
        return new RowInsert(
            connection.Prepare($"INSERT INTO {table.Sqlite} ({list}) VALUES ({values})"),
            table,
            columns
        );
    }

    public void Run(IReadOnlyList<object?> values)
    {
        if (values.Count != columns.Length)
            throw new ArgumentException(
                $"A row of {table.Name} has {values.Count} values for {columns.Length} columns."
            );
        for (var i = 0; i < columns.Length; i++)
            statement.Bind(i + 1, ClrValue.Store(values[i], table, columns[i]));
        statement.Step();
        statement.Reset();
    }
}

internal sealed record PlantRow(string Table, IReadOnlyList<string> Columns, IReadOnlyList<object?> Values);
