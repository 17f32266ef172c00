using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The rows of a run as the steps of its report.</summary>
internal sealed class StepMapper(RowReader reader)
{
    public void Map(TestRun run, SequenceStep root, Findings findings)
    {
        for (var i = 0; i < run.Steps.Count; i++)
        {
            var row = reader.Read(run.Steps[i], i + 1, findings);
            root.Steps.Add(Single(root.Steps.Count + 2, in row, null));
        }
    }

    private static WsjfStep Single(int id, in Row row, string? reportText) =>
        row.Content switch
        {
            RowContent.Number => new NumericStep(id, row.Name, row.Verdict, reportText, Number(null, in row)),
            RowContent.Text => new StringStep(
                id,
                row.Name,
                row.Verdict,
                reportText,
                new StringMeasurement(null, Verdicts.OfMeasurement(row.Verdict), row.Text ?? "")
            ),
            RowContent.Chart => new ChartStep(id, row.Name, row.Verdict, reportText, row.Chart!),
            _ when row.Verdict == Verdict.Done => new ActionStep(id, row.Name, reportText, row.File),
            _ => new VerdictStep(id, row.Name, row.Verdict, reportText, row.File),
        };

    private static NumericMeasurement Number(string? name, in Row row)
    {
        var limits = row.Judged;
        return new(
            name,
            Verdicts.OfMeasurement(row.Verdict),
            limits.CompOp,
            row.Value,
            row.Unit,
            limits.WatsLow,
            limits.High
        );
    }
}
