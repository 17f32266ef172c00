using VteBridge.Vte.Schema;
using static VteBridge.Vte.Schema.Tables;

namespace VteBridge.Vte.Sql;

/// <summary>The statement that reads one TestData table's rows of some runs, in the order of the runs.</summary>
internal sealed class StepSql
{
    /// <summary>More than any report can show; a longer text is read up to here only, so that one cell cannot fill the memory.</summary>
    public const int TextKept = 1_000_000;

    // The positions of the columns; the result is last, because it is streamed.
    public const int RunId = 0;
    public const int Number = 1;
    public const int Name = 2;
    public const int Description = 3;
    public const int TestNumber = 4;
    public const int Units = 5;
    public const int ResultType = 6;
    public const int LowLimit = 7;
    public const int HighLimit = 8;
    public const int Result = 9;

    /// <param name="where">Which runs, as a condition on IndexData AS i.</param>
    public StepSql(VteSchema schema, string table, string where)
    {
        Table = table;
        HasRow = schema.Column(table, "Step.Row") is not null;
        var range = new Range(schema);
        var list = new SelectList(schema)
            .Add(table, "d", "Step.RunId", "Step.Number", "Step.Name")
            .AddExpression("Step.Description", Capped(schema, table, "Step.Description"))
            .Add(table, "d", "Step.TestNumber", "Step.Units", "Step.ResultType", "Step.LowLimit", "Step.HighLimit")
            .AddExpression("Step.Result", Capped(schema, table, "Step.Result"));
        var order = range.Order + SelectList.ThenBy(schema, table, "d", "Step.Number", "Step.Row");
        Text =
            $"SELECT\n  {list}\nFROM {schema.Table(IndexData)} AS i"
            + $"\nINNER JOIN {schema.Table(table)} AS d ON {SelectList.Equal(schema, (table, "d", "Step.RunId"), (IndexData, "i", "Run.Id"))}"
            + $"\nWHERE {where}\nORDER BY {order}";
    }

    public string Table { get; }

    /// <summary>Whether the table has a column that gives the order of its rows.</summary>
    public bool HasRow { get; }

    /// <summary>Parameters: those of the condition.</summary>
    public string Text { get; }

    /// <summary>SUBSTRING also takes the old ntext, which LEFT does not.</summary>
    private static string Capped(VteSchema schema, string table, string logical)
    {
        var column = SelectList.Column(schema, table, "d", logical);
        return
            schema.Column(table, logical)
                is { Type: "nvarchar" or "varchar" or "ntext" or "text", Length: < 0 or > 8000 }
            ? $"SUBSTRING({column}, 1, {TextKept})"
            : column;
    }
}
