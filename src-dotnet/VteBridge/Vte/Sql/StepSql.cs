using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>The statement that reads one TestData table's rows of some runs, in the order of the runs.</summary>
internal sealed class StepSql
{
    /// <param name="where">Which runs, as a condition on IndexData AS i.</param>
    public StepSql(VteSchema schema, string table, string where)
    {
        Table = table;
        HasRow = schema.Column(table, "Step.Row") is not null;
        var range = new Range(schema);
        // The result is last, because it can be long.
        var list = new SelectList(schema).Add(
            table,
            "d",
            "Step.RunId",
            "Step.Number",
            "Step.Name",
            "Step.Description",
            "Step.TestNumber",
            "Step.Units",
            "Step.ResultType",
            "Step.LowLimit",
            "Step.HighLimit",
            "Step.Result"
        );
        var (runs, condition) = range.Runs(where, "Run.Timestamp", "Run.Id");
        Text =
            $"SELECT\n  {list}\nFROM {runs}"
            + $"\nINNER JOIN {schema.Table(table)} AS d ON {SelectList.Equal(schema, (table, "d", "Step.RunId"), (IndexData, "i", "Run.Id"))}"
            + $"{condition}\nORDER BY {range.Order}{SelectList.ThenBy(schema, table, "d", "Step.Number", "Step.Row")}";
    }

    public string Table { get; }

    /// <summary>Whether the table has a column that gives the order of its rows.</summary>
    public bool HasRow { get; }

    /// <summary>Parameters: those of the condition.</summary>
    public string Text { get; }
}
