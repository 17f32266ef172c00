using System.Text;
using System.Text.RegularExpressions;

namespace VteBridge.Simulator.Vte.Plant;

/// <summary>Converts the plant to one schema: its names for tables and columns, and what it cannot hold.</summary>
internal sealed partial class SchemaVariant(SchemaNames names)
{
    private readonly Dictionary<string, (string[] Columns, int[] Sources)> _shapes = [];

    internal static SchemaVariant For(string schema) =>
        new(
            schema switch
            {
                "9.31" => SchemaNames.Vte931,
                "9.2" => SchemaNames.Vte92,
                "custom" => SchemaNames.Custom,
                _ => throw new ArgumentException($"There is no schema '{schema}'; there are 9.31, 9.2 and custom."),
            }
        );

    internal static bool IsKnown(string schema) => schema is "9.31" or "9.2" or "custom";

    /// <summary>The create script of the schema: that of 9.31 with the names, types and tables of this one.</summary>
    internal static string Ddl(string schema)
    {
        var reference = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "vte-9.31.sql"));
        return schema == "9.31" ? reference : For(schema).Ddl(reference.ReplaceLineEndings("\n").Split("\nGO\n"));
    }

    private string Ddl(string[] batches)
    {
        var script = new StringBuilder($"CREATE SCHEMA [{names.Schema}];\nGO\n");
        foreach (var batch in batches)
        {
            var table = Table().Match(batch).Groups[1].Value;
            if (table.Length == 0 || names.AbsentTables.Contains(table))
                continue;
            var lines = batch.Trim().Split('\n').Select(line => Line(table, line));
            // Leaves out an index on a column that does not exist here.
            if (batch.Contains("CREATE TABLE", StringComparison.Ordinal) || !lines.Contains(null))
                script.AppendJoin('\n', lines.OfType<string>()).Append("\nGO\n");
        }
        return script.ToString();
    }

    /// <returns>Null for a column that this schema does not have, and for an index on it.</returns>
    private string? Line(string table, string line)
    {
        line = line.Split("--")[0].TrimEnd();
        if (Column().Match(line) is { Success: true } column)
        {
            var name = names.Column(table, column.Groups[1].Value);
            var type =
                column.Groups[2].Value is "datetime" && name is not null
                    ? names.TimeType(name)
                    : column.Groups[2].Value;
            // IndexData.Serial does not exist in 9.31, so it is added here.
            var serial =
                (table, column.Groups[1].Value) is ("IndexData", "Uut_GUID") && names.Column(table, "Serial") is { } own
                    ? $"\n    [{own}] nvarchar(255) NULL,"
                    : "";
            return name is null ? null : $"    [{name}] {type}{column.Groups[3].Value}{serial}";
        }
        var isWhole = true;
        line = KeyColumns()
            .Replace(
                line.Replace("[dbo]", $"[{names.Schema}]"),
                key =>
                {
                    isWhole &= names.Column(table, key.Value) is not null;
                    return names.Column(table, key.Value) ?? key.Value;
                }
            );
        return isWhole ? line : null;
    }

    [GeneratedRegex(@"(?:TABLE|ON) \[dbo\]\.\[(\w+)\]")]
    private static partial Regex Table();

    [GeneratedRegex(@"^    \[(\w+)\] (\S+)(.*)$")]
    private static partial Regex Column();

    /// <summary>The names in the brackets at the end of the line: the columns of a key or an index.</summary>
    [GeneratedRegex(@"(?<=\((?:\[\w+\], )*\[)\w+(?=\][^(]*\);?$)")]
    private static partial Regex KeyColumns();

    /// <summary>Converts the rows to this schema; rows of tables that it does not have are left out.</summary>
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
