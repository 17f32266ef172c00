using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>How the steps of a run ended.</summary>
internal sealed class StepTotals
{
    public int Failed { get; private set; }
    public int Error { get; private set; }

    public void Count(Verdict verdict)
    {
        if (verdict == Verdict.Failed)
            Failed++;
        else if (verdict == Verdict.Error)
            Error++;
    }
}
