namespace VteBridge.Monitoring.Snapshots;

/// <summary>The verdicts of one testplan's runs. The name is VTE's and to be trusted with nothing.</summary>
internal sealed record TestplanYield(string Testplan, int Passed, int Failed, int Error, int Terminated)
{
    public int Runs => Passed + Failed + Error + Terminated;

    /// <summary>Passed runs among all runs, 0 to 1.</summary>
    public double Yield => Runs == 0 ? 0 : (double)Passed / Runs;
}
