using Microsoft.Extensions.Logging;
using VteBridge.Hosting;
using VteBridge.State;

namespace VteBridge.Monitoring;

/// <summary>
/// Counts the journal's last days. A day whose file has not changed is not read again: of the seven, that leaves the
/// one or two that runs are still added to.
/// </summary>
internal sealed class JournalTally(string stateFolder, ILogger<Journal> log)
{
    private const int Days = 7;
    private const int Testplans = 50;
    private const string Others = "(all others)";

    private readonly Dictionary<DateOnly, (DateTime Written, DayTally Tally)> _known = [];

    public ReportCounts Read()
    {
        var journal = new Journal(stateFolder, log);
        var days = journal.Days().TakeLast(Days).ToList();
        foreach (var gone in _known.Keys.Except(days).ToList())
            _known.Remove(gone);
        var tallies = days.Select(day => Day(journal, day)).ToList();
        return new ReportCounts(days.Count > 0 ? days[0] : null)
        {
            Outcomes = Sum(tallies.Select(t => t.Outcomes)),
            Flags = Sum(tallies.Select(t => t.Flags)),
            Yields = Yields(tallies),
        };
    }

    private DayTally Day(Journal journal, DateOnly day)
    {
        var written = journal.LastWrite(day);
        if (!_known.TryGetValue(day, out var known) || known.Written != written)
            _known[day] = known = (written, DayTally.Of(journal.OfDay(day)));
        return known.Tally;
    }

    private static SortedDictionary<string, long> Sum(IEnumerable<IReadOnlyDictionary<string, long>> counts)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, count) in counts.SelectMany(c => c))
            sum[key] = sum.GetValueOrDefault(key) + count;
        return sum;
    }

    private static List<TestplanYield> Yields(IReadOnlyList<DayTally> days)
    {
        var all = days.SelectMany(day => day.Yields)
            .GroupBy(y => y.Testplan, StringComparer.Ordinal)
            .Select(g => Sum(g.Key, g))
            .OrderByDescending(y => y.Runs)
            .ThenBy(y => y.Testplan, StringComparer.Ordinal)
            .ToList();
        return all.Count <= Testplans ? all : [.. all.Take(Testplans - 1), Sum(Others, all.Skip(Testplans - 1))];
    }

    private static TestplanYield Sum(string name, IEnumerable<TestplanYield> yields) =>
        yields.Aggregate(
            new TestplanYield(name, 0, 0, 0, 0),
            (a, b) =>
                new(name, a.Passed + b.Passed, a.Failed + b.Failed, a.Error + b.Error, a.Terminated + b.Terminated)
        );
}
