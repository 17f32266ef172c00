using System.Data.Common;
using System.Globalization;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// The rows of one TestData table; cells are read from left to right, as sequential access demands. What type a column has
/// is asked once for all rows: asked for each cell it costs as much as reading it.
/// </summary>
internal sealed class StepReader(DbDataReader row, StepKind kind, SharedTexts shared)
{
    private readonly Type[] _types = [.. Enumerable.Range(0, row.FieldCount).Select(row.GetFieldType)];

    public Guid? RunId() =>
        _types[StepSql.RunId] == typeof(Guid) && !row.IsDBNull(StepSql.RunId)
            ? row.GetGuid(StepSql.RunId)
            : Cell.Id(row, StepSql.RunId);

    public TestStep Step()
    {
        var number = Int(StepSql.Number);
        var name = Text(StepSql.Name);
        var description = Text(StepSql.Description);
        var testNumber = Text(StepSql.TestNumber);
        var units = Text(StepSql.Units);
        var resultType = Code(StepSql.ResultType);
        var low = Number(StepSql.LowLimit);
        var high = Number(StepSql.HighLimit);
        var (value, text, blob) = Result();
        return new TestStep
        {
            Kind = kind,
            Number = number,
            Name = name,
            Description = description,
            TestNumber = testNumber,
            Units = units,
            ResultType = resultType,
            LowLimit = low,
            HighLimit = high,
            Value = value,
            Text = text,
            Blob = blob,
        };
    }

    private (double? Value, string? Text, Blob? Blob) Result()
    {
        const int Column = StepSql.Result;
        if (row.IsDBNull(Column))
            return default;
        var type = _types[Column];
        if (type == typeof(byte[]))
            return (null, null, BlobReader.Read(row, Column));
        if (type == typeof(object))
            return Variant(row.GetValue(Column));
        if (kind != StepKind.Numeric)
            return (null, Cell.Text(row, Column), null);
        if (type == typeof(double))
            return (row.GetDouble(Column), null, null);
        return type == typeof(string) ? NumberOr(row.GetString(Column)) : (Cell.Number(row, Column), null, null);
    }

    /// <summary>A sql_variant: of another type in each row.</summary>
    private (double?, string?, Blob?) Variant(object value) =>
        value switch
        {
            byte[] bytes => (null, null, BlobReader.Of(bytes)),
            _ when kind != StepKind.Numeric => (null, Convert.ToString(value, CultureInfo.InvariantCulture), null),
            string text => NumberOr(text),
            _ => (Cell.Number(value), null, null),
        };

    /// <summary>A numeric result in a column that is no float: what is no number is kept as text.</summary>
    private static (double?, string?, Blob?) NumberOr(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (value, null, null)
            : (null, text, null);

    private string? Text(int column) =>
        _types[column] != typeof(string) ? Cell.Text(row, column)
        : row.IsDBNull(column) ? null
        : shared.Of(row.GetString(column));

    private string? Code(int column) =>
        _types[column] != typeof(int) ? Cell.Code(row, column)
        : row.IsDBNull(column) ? null
        : Cell.Code(row.GetInt32(column));

    private int? Int(int column) =>
        _types[column] != typeof(int) ? Cell.Int(row, column)
        : row.IsDBNull(column) ? null
        : row.GetInt32(column);

    private double? Number(int column) =>
        _types[column] != typeof(double) ? Cell.Number(row, column)
        : row.IsDBNull(column) ? null
        : row.GetDouble(column);
}
