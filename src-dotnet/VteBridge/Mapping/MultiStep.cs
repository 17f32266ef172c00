using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Several rows of one kind as one step of several measurements.</summary>
internal static class MultiStep
{
    /// <summary>Whether all rows are numbers, or texts, or verdicts that a measurement can have.</summary>
    public static bool CanHold(ReadOnlySpan<Row> rows)
    {
        foreach (ref readonly var row in rows)
        {
            if (row.Content != rows[0].Content || row.Content is RowContent.Chart or RowContent.File)
                return false;
            if (
                row is
                { Content: RowContent.Nothing, Verdict: not (Verdict.Passed or Verdict.Failed or Verdict.Skipped) }
            )
                return false;
        }
        return true;
    }

    public static WsjfStep Of(int id, string name, ReadOnlySpan<Row> rows, string? reportText)
    {
        var verdict = Verdict.Done;
        foreach (ref readonly var row in rows)
            verdict = Verdicts.Carry(verdict, row.Verdict);
        return rows[0].Content switch
        {
            RowContent.Number => new MultiNumericStep(id, name, verdict, reportText, Numbers(rows)),
            RowContent.Text => new MultiStringStep(id, name, verdict, reportText, Texts(rows)),
            _ => new MultiVerdictStep(id, name, verdict, reportText, VerdictsOf(rows)),
        };
    }

    private static NumericMeasurement[] Numbers(ReadOnlySpan<Row> rows)
    {
        var all = new NumericMeasurement[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            all[i] = rows[i].AsNumber(rows[i].Name);
        return all;
    }

    private static StringMeasurement[] Texts(ReadOnlySpan<Row> rows)
    {
        var all = new StringMeasurement[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            all[i] = rows[i].AsText(rows[i].Name);
        return all;
    }

    private static BooleanMeasurement[] VerdictsOf(ReadOnlySpan<Row> rows)
    {
        var all = new BooleanMeasurement[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            all[i] = new BooleanMeasurement(rows[i].Name, rows[i].MeasurementStatus);
        return all;
    }
}
