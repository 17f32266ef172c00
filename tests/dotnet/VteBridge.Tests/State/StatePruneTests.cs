using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>Old reports are pruned by working days, whatever the clock says.</summary>
public sealed class StatePruneTests : RecordedReportsTest
{
    [Fact]
    public void Only_what_is_older_than_the_kept_working_days_is_pruned()
    {
        Add(1);
        Add(2, outcome: Outcome.Accepted);
        _store.Record(new PageRecord { DeadLetters = [Some.DeadLetter(3)] });
        Add(1, outcome: Outcome.Accepted);
        Add(9, outcome: Outcome.Accepted);
        Prune(1);
        Add(2, outcome: Outcome.Accepted);
        for (var day = 2; day <= 3; day++)
            Assert.Equal(0, Prune(day));
        var recorded = Recorded();

        Assert.Equal(1, Prune(4));

        // Of the ids 1 to 5: queued, pruned, with a dead letter, in the look-back, not old enough.
        Assert.Equal([1, 3, 4, 5], Enumerable.Range(1, 5).Where(n => _store.Find(Some.Id(n)) is not null));
        Assert.Equal(1, Prune(5));
        Assert.Equal(0, Prune(5));
        // Pruned reports are still counted, so that the totals of the whole history stay right for the census.
        Assert.Equal(recorded, Recorded());

        long Recorded() => _store.Recorded(ReportKind.Run, DateTime.MinValue, DateTime.MaxValue).Values.Sum();
        int Prune(int day) => _store.Prune(Day.AddDays(day), workingDays: 3, lookBack: At(8, 0));
    }

    [Fact]
    public void A_clock_that_jumps_prunes_nothing()
    {
        Add(1, outcome: Outcome.Accepted);
        foreach (var year in new[] { 0, 50, -20 })
            Assert.Equal(0, _store.Prune(Day.AddYears(year), workingDays: 3, lookBack: At(9, 0)));

        Assert.NotNull(_store.Find(Some.Id(1)));
    }
}
