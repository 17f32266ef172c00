using System.Buffers;
using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The rows of a run as the steps of its report.</summary>
internal sealed class StepMapper(MappingOptions options, VerdictCodes codes)
{
    private readonly RowReader _reader = new(options, codes);

    /// <summary>
    /// Fills the root and returns what its steps came to. IdOf, when given, gets the id of the step that each VTE step
    /// number became.
    /// </summary>
    public StepTotals Map(TestRun run, SequenceStep root, Findings findings, Dictionary<int, int>? idOf = null)
    {
        var tree = new StepTree(root, options.GroupBy);
        var totals = new StepTotals();
        // A list behind an interface is asked for its length and each step by a call; these loops are asked for millions.
        ReadOnlySpan<TestStep> steps = [.. run.Steps];
        for (int first = 0, count; first < steps.Length; first += count)
        {
            count = CountSameNumber(steps, first);
            var parent = tree.ParentOf(steps[first]);
            var step = count == 1 ? One(steps, first, tree, findings) : Several(steps, first, count, tree, findings);
            parent.Steps.Add(step);
            totals.Count(step.Status);
            if (steps[first].Number is { } number)
                idOf?.TryAdd(number, step.Id);
        }
        tree.CarryVerdicts();
        if (root.Status == Verdict.Failed && totals.Failed == 0)
            root.Steps.Add(VteVerdict(tree.NextId(), run));
        return totals;
    }

    private static int CountSameNumber(ReadOnlySpan<TestStep> steps, int first)
    {
        var next = first + 1;
        while (next < steps.Length && steps[next].Number is { } number && number == steps[first].Number)
            next++;
        return next - first;
    }

    private WsjfStep One(ReadOnlySpan<TestStep> steps, int at, StepTree tree, Findings findings)
    {
        var row = _reader.Read(steps[at], at + 1, findings);
        return StepOf(tree.NextId(), in row, RowText.Of(in row, findings));
    }

    private WsjfStep Several(ReadOnlySpan<TestStep> steps, int first, int count, StepTree tree, Findings findings)
    {
        var rented = ArrayPool<Row>.Shared.Rent(count);
        var step = Several(rented.AsSpan(0, count), steps, first, tree, findings);
        ArrayPool<Row>.Shared.Return(rented, clearArray: true);
        return step;
    }

    private WsjfStep Several(Span<Row> rows, ReadOnlySpan<TestStep> steps, int first, StepTree tree, Findings findings)
    {
        for (var i = 0; i < rows.Length; i++)
            rows[i] = _reader.Read(steps[first + i], first + i + 1, findings);
        var name = rows[0].Name;
        UniqueNames.Give(rows);
        if (!MultiStep.CanHold(rows))
            return Sequence(name, rows, tree, findings);

        var text = new ReportText();
        for (var i = 0; i < rows.Length; i++)
            RowText.Add(text, rows[i].Name, in rows[i]);
        return MultiStep.Of(tree.NextId(), name, rows, RowText.Finish(text, findings));
    }

    private SequenceStep Sequence(string name, Span<Row> rows, StepTree tree, Findings findings)
    {
        var sequence = tree.NewSequence(name, null);
        for (var i = 0; i < rows.Length; i++)
        {
            var step = StepOf(tree.NextId(), in rows[i], RowText.Of(in rows[i], findings));
            sequence.Steps.Add(step);
            sequence.Status = Verdicts.Carry(sequence.Status, step.Status);
        }
        return sequence;
    }

    private static WsjfStep StepOf(int id, in Row row, string? reportText) =>
        row.Content switch
        {
            RowContent.Number => new NumericStep(id, row.Name, row.Verdict, reportText, row.AsNumber(null)),
            RowContent.Text => new StringStep(id, row.Name, row.Verdict, reportText, row.AsText(null)),
            RowContent.Chart => new ChartStep(id, row.Name, row.Verdict, reportText, row.Chart!),
            _ when row.Verdict == Verdict.Done => new ActionStep(id, row.Name, reportText, row.File),
            _ => new VerdictStep(id, row.Name, row.Verdict, reportText, row.File),
        };

    /// <summary>WATS finds a failure by its failing step; VTE did not say which one it was.</summary>
    private static VerdictStep VteVerdict(int id, TestRun run) =>
        new(
            id,
            "VTE verdict",
            Verdict.Failed,
            ReportText.Of(
                "VTE failed the run without a failing step; Result",
                WsjfText.Cut(WsjfText.Clean(run.Result ?? ""), WsjfLimits.Text)
            ),
            null
        );
}
