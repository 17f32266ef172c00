using VteBridge.Reconcile;
using VteBridge.Tests.Mapping;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Reconcile;

public sealed class YieldComparisonTests
{
    private static readonly WsjfReport Run = Runs.Report(Runs.Ordinary);

    [Theory]
    [InlineData("F0 P1", 1, 0)]
    [InlineData("P0 F1", 1, 1)]
    [InlineData("P1 F0", 1, 0)]
    [InlineData("E0 P1", 1, 0)]
    [InlineData("F0 P9", 1, 0)]
    public void First_run_of_a_unit_counts_whatever_the_order(string runs, int units, int passed)
    {
        var yield = new YieldComparison();

        foreach (var run in runs.Split(' '))
        {
            var (result, start) = (run[0], Run.Start.AddDays(run[1] - '0'));
            var verdict =
                result == 'P' ? Verdict.Passed
                : result == 'F' ? Verdict.Failed
                : Verdict.Error;
            yield.AddVte(Run with { Result = verdict, Start = start });
            yield.AddWats(new(Guid.Empty, "SN", "PN", start, result, "", "PSU final"));
        }

        var row = Assert.Single(yield.Rows());
        Assert.Equal((units, passed, units, passed), (row.VteUnits, row.VtePassed, row.WatsUnits, row.WatsPassed));
    }
}
