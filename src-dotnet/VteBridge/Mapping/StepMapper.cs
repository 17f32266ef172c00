using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Maps the rows of a run to the steps of its report.</summary>
internal sealed class StepMapper(MappingOptions options, VerdictCodes codes)
{
    private readonly RowReader _reader = new(options, codes);

    /// <summary>Adds the steps to the root.</summary>
    public MappedSteps Map(TestRun run, SequenceStep root, Findings findings)
    {
        var tree = new StepTree(root, options.GroupBy, prefix => _reader.NameOf(prefix, findings));
        var verdicts = new HashSet<Verdict>();
        var ids = new Dictionary<int, int>(run.Steps.Count);
        var steps = run.Steps;
        for (int first = 0, next; first < steps.Count; first = next)
        {
            for (next = first + 1; next < steps.Count && IsSameStep(steps[first], steps[next]); )
                next++;
            var parent = tree.ParentOf(steps[first]);
            var rows = new Row[next - first];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = _reader.Read(steps[first + i], first + i + 1, findings);
            GiveUniqueNames(rows);
            var step = StepOf(rows, tree, findings);
            parent.Steps.Add(step);
            foreach (var row in rows)
                verdicts.Add(row.Verdict);
            if (steps[first].Number is { } number)
                ids.TryAdd(number, step.Id);
        }
        tree.CarryVerdicts();
        return new MappedSteps(verdicts, ids, tree.LastId);
    }

    private static bool IsSameStep(TestStep one, TestStep other) =>
        (one.Number is not null || one.NumberText is not null)
        && one.Number == other.Number
        && string.Equals(one.NumberText, other.NumberText, StringComparison.Ordinal);

    private static WsjfStep StepOf(Row[] rows, StepTree tree, Findings findings)
    {
        if (rows.Length == 1)
            return One(tree.NextId(), rows[0], findings);
        var name = rows[0].Name;
        var verdict = rows.Aggregate(Verdict.Done, (all, row) => Verdicts.Carry(all, row.Verdict));
        if (Several(tree, name, verdict, rows) is { } multi)
        {
            multi.ReportText = RowText.Of(rows, findings);
            return multi;
        }
        var sequence = tree.NewSequence(name);
        foreach (var row in rows)
            sequence.Steps.Add(One(tree.NextId(), row, findings));
        return sequence;
    }

    private static WsjfStep One(int id, Row row, Findings findings)
    {
        var file = (row.Content as FileContent)?.File;
        WsjfStep step = row.Content switch
        {
            NumberContent => new NumericStep(id, row.Name, row.Verdict, row.AsNumber(null)),
            TextContent => new StringStep(id, row.Name, row.Verdict, row.AsText(null)),
            ChartContent chart => new ChartStep(id, row.Name, row.Verdict, chart.Chart),
            _ when row.Verdict == Verdict.Done => new ActionStep(id, row.Name) { Attachment = file },
            _ => new VerdictStep(id, row.Name, row.Verdict, row.AsVerdict(null)) { Attachment = file },
        };
        step.ReportText = RowText.Of(row, findings);
        return step;
    }

    /// <summary>
    /// One step with several measurements, when all rows are numbers, all are texts, or all are verdicts that a measurement can
    /// have; else null.
    /// </summary>
    private static WsjfStep? Several(StepTree tree, string name, Verdict verdict, Row[] rows) =>
        rows.All(row => row.Content is NumberContent)
            ? new NumericStep(tree.NextId(), name, verdict, [.. rows.Select(row => row.AsNumber(row.Name))])
        : rows.All(row => row.Content is TextContent)
            ? new StringStep(tree.NextId(), name, verdict, [.. rows.Select(row => row.AsText(row.Name))])
        : rows.All(row =>
            row.Content is NoContent && row.Verdict is Verdict.Passed or Verdict.Failed or Verdict.Skipped
        )
            ? new VerdictStep(tree.NextId(), name, verdict, [.. rows.Select(row => row.AsVerdict(row.Name))])
        : null;

    /// <summary>The second "Gain" becomes "Gain (2)", within the length that WATS allows.</summary>
    private static void GiveUniqueNames(Row[] rows)
    {
        if (rows.Length == 1)
            return;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Length; i++)
        {
            var name = rows[i].Name;
            while (!taken.Add(rows[i].Name))
            {
                var number = next.GetValueOrDefault(name, 2);
                next[name] = number + 1;
                var suffix = $" ({number})";
                rows[i] = rows[i] with { Name = WsjfText.Cut(name, WsjfLimits.Text - suffix.Length) + suffix };
            }
        }
    }
}

/// <param name="Verdicts">The verdicts that the rows have.</param>
/// <param name="IdOf">The id of the report's step, by VTE's step number.</param>
/// <param name="LastId">The highest id in the report.</param>
internal sealed record MappedSteps(IReadOnlySet<Verdict> Verdicts, IReadOnlyDictionary<int, int> IdOf, int LastId);
