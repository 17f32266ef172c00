using System.Data.Common;
using System.Globalization;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>One row of a TestData table; cells are read from left to right, as sequential access demands.</summary>
internal static class StepReader
{
    public static TestStep Step(DbDataReader row, StepKind kind)
    {
        var step = new TestStep
        {
            Kind = kind,
            Number = Cell.Int(row, StepSql.Number),
            Name = Cell.Text(row, StepSql.Name),
            Description = Cell.Text(row, StepSql.Description),
            TestNumber = Cell.Text(row, StepSql.TestNumber),
            Units = Cell.Text(row, StepSql.Units),
            ResultType = Cell.Code(row, StepSql.ResultType),
            LowLimit = Cell.Number(row, StepSql.LowLimit),
            HighLimit = Cell.Number(row, StepSql.HighLimit),
        };
        if (row.IsDBNull(StepSql.Result))
            return step;
        var type = row.GetFieldType(StepSql.Result);
        if (type == typeof(byte[]))
            return step with { Blob = BlobReader.Read(row, StepSql.Result) };
        if (kind == StepKind.Numeric)
            return type == typeof(double) ? step with { Value = row.GetDouble(StepSql.Result) } : Numeric(step, row);
        return step with { Text = Cell.Text(row, StepSql.Result) };
    }

    /// <summary>A numeric result in a column that is no float: what is no number is kept as text.</summary>
    private static TestStep Numeric(TestStep step, DbDataReader row)
    {
        if (row.GetFieldType(StepSql.Result) != typeof(string))
            return step with { Value = Cell.Number(row, StepSql.Result) };
        var text = row.GetString(StepSql.Result);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? step with
            {
                Value = value,
            }
            : step with
            {
                Text = text,
            };
    }
}
