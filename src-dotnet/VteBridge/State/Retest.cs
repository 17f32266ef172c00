namespace VteBridge.State;

/// <summary>A unit that was tested so often in one process that WATS may soon leave it out of its key figures.</summary>
internal sealed record Retest(string Serial, string PartNumber, int Process, long Tests)
{
    /// <summary>From so many tests on people are told; WATS stops at a hundred.</summary>
    public const int Many = 80;

    public const string Fix =
        "WATS leaves a unit out of its key figures after 100 tests in a process. Is it a reference unit? Exclude it, or give it a process of its own.";

    public override string ToString() => $"serial {Serial}, part {PartNumber}, process {Process}: {Tests} tests";
}
