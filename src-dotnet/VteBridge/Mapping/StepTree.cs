using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// The tree of one report while it grows: numbers the steps in document order and, when asked to, puts a step with
/// test number 3.1.2 into a sequence 3.1 inside a sequence 3. Steps stay in the order in which they were run, so a
/// group that was left and entered again is there twice, under the same name.
/// </summary>
internal sealed class StepTree(SequenceStep root, StepGrouping grouping)
{
    /// <summary>Nobody numbers tests deeper; a text full of dots is no tree.</summary>
    private const int DeepestGroup = 8;
    private readonly List<SequenceStep> _open = [root];
    private readonly List<string> _prefixes = [""];
    private int _id = root.Id;

    public int NextId() => ++_id;

    /// <summary>The sequence that the next step belongs to. Ask before the step takes its id.</summary>
    public SequenceStep ParentOf(TestStep step)
    {
        if (grouping == StepGrouping.None)
            return root;
        var number = step.TestNumber?.Trim() ?? "";
        var depth = 1;
        for (var dot = number.IndexOf('.'); dot >= 0 && depth <= DeepestGroup; dot = number.IndexOf('.', dot + 1))
        {
            if (dot == 0 || number[dot - 1] == '.')
                continue;
            Open(WsjfText.Clean(number[..dot]), depth++);
        }
        Close(depth);
        return _open[^1];
    }

    public SequenceStep NewSequence(string name, string? reportText) =>
        new(NextId(), name, root.Call with { Name = name }) { ReportText = reportText };

    /// <summary>Gives every sequence below the root the verdict of what is in it; the root has the run's.</summary>
    public void CarryVerdicts()
    {
        if (grouping == StepGrouping.None)
            return;
        foreach (var step in root.Steps)
            Carry(step);
    }

    private static Verdict Carry(WsjfStep step)
    {
        if (step is SequenceStep sequence)
            sequence.Status = sequence.Steps.Aggregate(Verdict.Done, (sum, child) => Verdicts.Carry(sum, Carry(child)));
        return step.Status;
    }

    private void Open(string prefix, int depth)
    {
        if (depth < _open.Count && _prefixes[depth] == prefix)
            return;
        Close(depth);
        var group = NewSequence(WsjfText.Cut(prefix, WsjfLimits.Text), null);
        _open[^1].Steps.Add(group);
        _open.Add(group);
        _prefixes.Add(prefix);
    }

    private void Close(int depth)
    {
        _open.RemoveRange(depth, _open.Count - depth);
        _prefixes.RemoveRange(depth, _prefixes.Count - depth);
    }
}
