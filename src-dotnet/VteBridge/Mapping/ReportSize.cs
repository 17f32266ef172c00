using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Recognises a run whose report would be too large for WATS, before the report is built.</summary>
internal sealed class ReportSize(MappingOptions options)
{
    /// <summary>
    /// The size is estimated from this number of steps on. A report of fewer steps is too large only if their texts are very long;
    /// WATS then rejects it.
    /// </summary>
    private const int ManySteps = 50_000;

    // The fewest bytes that the writer needs for each, not counting names, values and units.
    private const int Step = 60;
    private const int Number = 58;
    private const int Text = 50;
    private const int Limit = 12;

    private readonly LimitReader _limits = new(options);

    /// <summary>Null when the report may be small enough.</summary>
    public Unmappable? Check(TestRun run)
    {
        if (run.StepsNotRead == 0 && (run.Steps.Count < ManySteps || Least(run.Steps) <= WsjfLimits.ReportBytes))
            return null;
        return new Unmappable(
            $"{RunLabel.Of(run)} has {run.Steps.Count + run.StepsNotRead} steps: its report would have more than the {WsjfLimits.ReportBytes / 1_000_000} MB that WATS accepts.",
            "WATS cannot hold this run in one report. Let the testplan record fewer steps in a run; this one stays in VTE only.",
            Causes.TooLarge
        );
    }

    /// <summary>The fewest bytes that the report can have. Being a lower bound, it rejects no run that WATS would take.</summary>
    private long Least(IReadOnlyList<TestStep> steps)
    {
        long bytes = 0;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (i == 0 || step.Number is null || step.Number != steps[i - 1].Number)
                bytes += Step;
            if (step.Value is not null)
                bytes += Number;
            else if (!string.IsNullOrEmpty(step.Text))
                bytes += Text;
            bytes += Math.Min(step.Name?.Trim().Length ?? 0, WsjfLimits.Text);
            bytes += _limits.Read(step).CompOp switch
            {
                CompOp.LOG => 0,
                >= CompOp.GELE => 2 * Limit,
                _ => Limit,
            };
        }
        return bytes;
    }
}
