namespace VteBridge.Wsjf;

/// <summary>What verdicts mean for those that contain or carry them; WATS works none of it out by itself.</summary>
internal static class Verdicts
{
    /// <summary>The verdict of what contains both: the first of Failed, Error, Terminated, Passed, Skipped, Done that is one of them.</summary>
    public static Verdict Carry(Verdict one, Verdict other) => Weight(one) >= Weight(other) ? one : other;

    /// <summary>
    /// The status of a step's only measurement. Done has none of its own and is P; Error and Terminated were not
    /// passed, and WATS has nothing between P and F.
    /// </summary>
    public static Verdict OfMeasurement(Verdict step) =>
        step switch
        {
            Verdict.Passed or Verdict.Done => Verdict.Passed,
            Verdict.Skipped => Verdict.Skipped,
            _ => Verdict.Failed,
        };

    private static int Weight(Verdict verdict) =>
        verdict switch
        {
            Verdict.Failed => 5,
            Verdict.Error => 4,
            Verdict.Terminated => 3,
            Verdict.Passed => 2,
            Verdict.Skipped => 1,
            _ => 0,
        };
}
