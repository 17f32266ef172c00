namespace VteBridge.Simulator.Vte.Plant;

/// <summary>How the plant is written in one schema: what tables and columns are called there, and what it cannot hold.</summary>
internal sealed class SchemaVariant(SchemaNames names)
{
    private readonly Dictionary<string, (string[] Columns, int[] Sources)> _shapes = [];

    internal static SchemaVariant For(string schema) =>
        new(
            schema switch
            {
                "9.31" => SchemaNames.Vte931,
                "9.2" => Vte92Names.All,
                "custom" => CustomNames.All,
                _ => throw new ArgumentException($"There is no schema '{schema}'; there are 9.31, 9.2 and custom."),
            }
        );

    /// <summary>The rows in this schema; rows of tables that it does not have are left out.</summary>
    internal IEnumerable<PlantRow> Translate(IEnumerable<PlantRow> rows) =>
        rows.Where(row => !names.AbsentTables.Contains(row.Table)).Select(Translate);

    /// <exception cref="ArgumentException">The schema has no such column.</exception>
    internal PlantEdit Translate(PlantEdit edit)
    {
        return edit with { KeyColumn = Name(edit.KeyColumn), Column = Name(edit.Column) };

        string Name(string column) =>
            names.Column(edit.Table, column)
            ?? throw new ArgumentException($"{edit.Table} has no column for {column} in this schema.");
    }

    private PlantRow Translate(PlantRow row)
    {
        if (!_shapes.TryGetValue(row.Table, out var shape))
            _shapes[row.Table] = shape = ShapeOf(row);
        var values = new object?[shape.Sources.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = row.Values[shape.Sources[i]] is DateTime time
                ? names.Time(shape.Columns[i], time)
                : row.Values[shape.Sources[i]];
        return new PlantRow(row.Table, shape.Columns, values);
    }

    private (string[] Columns, int[] Sources) ShapeOf(PlantRow row)
    {
        var kept = row
            .Columns.Select((column, source) => (Name: names.Column(row.Table, column), Source: source))
            .Where(column => column.Name is not null)
            .ToList();
        return ([.. kept.Select(column => column.Name!)], [.. kept.Select(column => column.Source)]);
    }
}
