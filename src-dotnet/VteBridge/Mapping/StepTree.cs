using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// Builds the step tree of one report. Numbers the steps in document order and, if configured, puts a step with test number
/// 3.1.2 into a sequence 3.1 inside a sequence 3. Steps stay in the order in which they were run, so a group that was left and
/// entered again is there twice, under the same name.
/// </summary>
/// <param name="nameOf">Makes the name of a group fit WATS.</param>
internal sealed class StepTree(SequenceStep root, StepGrouping grouping, Func<string, string> nameOf)
{
    /// <summary>Test numbers are not nested deeper; a text with more dots is not a test number.</summary>
    private const int DeepestGroup = 8;
    private readonly List<(string Prefix, SequenceStep Group)> _open = [("", root)];
    public int LastId { get; private set; } = root.Id;

    public int NextId() => ++LastId;

    /// <summary>The sequence that the next step belongs to. Call it before the step takes its id: a new sequence takes one too.</summary>
    public SequenceStep ParentOf(TestStep step)
    {
        if (grouping == StepGrouping.None)
            return root;
        var number = step.TestNumber?.Trim() ?? "";
        var depth = 1;
        for (var dot = number.IndexOf('.'); dot >= 0 && depth <= DeepestGroup; dot = number.IndexOf('.', dot + 1))
        {
            if (dot > 0 && number[dot - 1] != '.')
                Open(WsjfText.Clean(number[..dot]), depth++);
        }
        Close(depth);
        return _open[^1].Group;
    }

    public SequenceStep NewSequence(string name) => new(NextId(), name, root.Call with { Name = name });

    /// <summary>Gives every sequence below the root the verdict of its steps; the root keeps the run's.</summary>
    public void CarryVerdicts()
    {
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
        if (depth < _open.Count && _open[depth].Prefix == prefix)
            return;
        Close(depth);
        var group = NewSequence(nameOf(prefix));
        _open[^1].Group.Steps.Add(group);
        _open.Add((prefix, group));
    }

    private void Close(int depth) => _open.RemoveRange(depth, _open.Count - depth);
}
