namespace VteBridge.Simulator.Vte;

/// <summary>A prepared INSERT into some columns of one table.</summary>
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

/// <summary>Converts .NET values to the type of their column: rounded as SQL Server rounds, refused when they do not fit.</summary>
internal static class ClrValue
{
    /// <exception cref="ArgumentException">The value does not fit; the message names table, column and value.</exception>
    public static StoredValue Store(object? value, TableDefinition table, TableColumn column)
    {
        if (value is null)
            return column.IsRequired
                ? throw new ArgumentException($"{table.Name}.{column.Name} does not allow NULL.")
                : StoredValue.Null;
        try
        {
            var (stored, type) = Natural(value);
            if (column.Type.Length > 0 && Size(value) > column.Type.Length)
                throw new SqlFault(8152, "String or binary data would be truncated.");
            return Conversion.Convert(stored, type, column.Type);
        }
        catch (SqlFault fault)
        {
            throw new ArgumentException(
                $"{table.Name}.{column.Name} ({column.Type.Name()}) cannot hold the {value.GetType().Name} given: {fault.Message}",
                fault
            );
        }
    }

    private static int Size(object value) =>
        value is string text ? text.Length
        : value is byte[] bytes ? bytes.Length
        : 0;

    private static (StoredValue Value, SqlType Type) Natural(object value) =>
        value switch
        {
            string text => (StoredValue.Of(text), SqlType.NVarChar(SqlType.Max)),
            byte[] bytes => (StoredValue.OfBlob(bytes), new SqlType(SqlKind.VarBinary, SqlType.Max)),
            Guid guid => (StoredValue.Of(guid), SqlType.Guid),
            bool bit => (StoredValue.Of(bit ? 1L : 0L), SqlType.Bit),
            byte or short or int or long => (StoredValue.Of(Convert.ToInt64(value, null)), SqlType.BigInt),
            float single => (StoredValue.Of((double)single), new SqlType(SqlKind.Real)),
            double real => (
                double.IsFinite(real) ? StoredValue.Of(real) : throw SqlFaults.Overflow(SqlType.Float),
                SqlType.Float
            ),
            decimal exact => (
                NumberConversion.Exact(exact, SqlType.Decimal(38, exact.Scale)),
                SqlType.Decimal(38, exact.Scale)
            ),
            DateTime time => (StoredValue.Of(time.Ticks), SqlType.DateTime2),
            TimeSpan time => (StoredValue.Of(time.Ticks), new SqlType(SqlKind.Time, Scale: 7)),
            DateTimeOffset moment => (
                StoredValue.OfBlob(Moment.WithOffset(moment.UtcTicks, (int)moment.Offset.TotalMinutes)),
                new SqlType(SqlKind.DateTimeOffset, Scale: 7)
            ),
            _ => throw SqlFaults.NotSupported($"values of {value.GetType()}"),
        };
}
