namespace VteBridge.Benchmarks.Children;

/// <summary>What a task cost the process that did it. Cpu counts every thread of it: collector and compiler too.</summary>
/// <param name="PeakBytes">Largest working set since the process began.</param>
internal sealed record Measured(
    double Wall,
    double Cpu,
    long AllocatedBytes,
    long PeakBytes,
    long Runs,
    long Steps,
    long Bytes,
    long Statements
)
{
    public double AllocatedPerRun => (double)AllocatedBytes / Math.Max(1, Runs);
}
