using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Several rows of one kind as one step of several measurements.</summary>
internal static class MultiStep
{
    /// <summary>Whether all rows are numbers, or texts, or verdicts that a measurement can have.</summary>
    public static bool CanHold(Row[] rows)
    {
        foreach (ref readonly var row in rows.AsSpan())
        {
            if (row.Content != rows[0].Content || row.Content is RowContent.Chart or RowContent.File)
                return false;
            if (
                row.Content == RowContent.Nothing
                && row.Verdict is not (Verdict.Passed or Verdict.Failed or Verdict.Skipped)
            )
                return false;
        }
        return true;
    }

    public static WsjfStep Of(int id, string name, Row[] rows, string? reportText)
    {
        var verdict = rows.Aggregate(Verdict.Done, (sum, row) => Verdicts.Carry(sum, row.Verdict));
        return rows[0].Content switch
        {
            RowContent.Number => new MultiNumericStep(
                id,
                name,
                verdict,
                reportText,
                Array.ConvertAll(rows, row => row.AsNumber(row.Name))
            ),
            RowContent.Text => new MultiStringStep(
                id,
                name,
                verdict,
                reportText,
                Array.ConvertAll(rows, row => row.AsText(row.Name))
            ),
            _ => new MultiVerdictStep(
                id,
                name,
                verdict,
                reportText,
                Array.ConvertAll(rows, row => new BooleanMeasurement(row.Name, row.MeasurementStatus))
            ),
        };
    }
}
