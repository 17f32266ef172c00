using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

public sealed class StateQueryTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    private readonly StateFolder _folder = new();
    private readonly StateStore _store;
    private int _number;

    public StateQueryTests() => _store = _folder.Open();

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_empty_store_answers_with_nothing()
    {
        Assert.Empty(_store.LastDays(7));
        Assert.Empty(_store.Outcomes());
        Assert.Empty(_store.Testplans());
        Assert.Empty(_store.Flags());
        Assert.Empty(_store.Reports(DateTime.MinValue, DateTime.MaxValue));
        Assert.Empty(_store.Queued());
        Assert.Empty(_store.DeadLetterCauses());
    }

    [Fact]
    public void Outcomes_flags_and_verdicts_are_counted_by_day()
    {
        Add(1);
        Add(2, verdict: Verdict.Failed);
        Add(2, flags: ["unknown-result:7", "unknown-result:8", "text-cut"]);
        Add(3, testplan: " Other ", verdict: Verdict.Error);
        Add(3, testplan: "Other", outcome: Outcome.Accepted);
        Add(3, kind: ReportKind.Repair, verdict: null);
        Add(3, testplan: null, outcome: Outcome.Rejected, verdict: null);

        Assert.Equal([Day.AddDays(1), Day.AddDays(2)], _store.LastDays(2));
        Assert.Equal(
            [
                (Day.AddDays(1), ReportKind.Run, Outcome.Queued, 2),
                (Day.AddDays(2), ReportKind.Repair, Outcome.Queued, 1),
                (Day.AddDays(2), ReportKind.Run, Outcome.Accepted, 1),
                (Day.AddDays(2), ReportKind.Run, Outcome.Queued, 1),
                (Day.AddDays(2), ReportKind.Run, Outcome.Rejected, 1),
            ],
            _store.Outcomes(Day.AddDays(1)).Select(c => (c.Day, c.Kind, c.Outcome, c.Count))
        );
        Assert.Equal(1, Assert.Single(_store.Outcomes(Day, Day.AddDays(1))).Count);
        Assert.Equal([("text-cut", 1), ("unknown-result", 2)], _store.Flags().Select(f => (f.Key, f.Value)));
        Assert.Empty(_store.Flags(Day.AddDays(2)));
        Assert.Equal(
            [new TestplanCount("Plan", 2, 1, 0, 0), new TestplanCount("Other", 1, 0, 1, 0)],
            _store.Testplans()
        );
    }

    [Fact]
    public void Testplans_are_bounded_and_none_is_left_out_of_the_sum()
    {
        for (var plan = 0; plan < 6; plan++)
        for (var run = 0; run <= plan; run++)
            Add(1, testplan: $"Plan {plan}");

        Assert.Equal([("Plan 5", 6), ("Plan 4", 5), (TestplanCount.Others, 10)], Rows(3));
        Assert.Equal([(TestplanCount.Others, 21)], Rows(1));
        Assert.Equal(("Plan 0", 1), Rows(6)[5]);

        List<(string?, long)> Rows(int limit) => [.. _store.Testplans(limit: limit).Select(t => (t.Testplan, t.Runs))];
    }

    [Fact]
    public void Hours_are_those_of_the_raw_time()
    {
        Add(1, hour: 9);
        Add(1, hour: 9, outcome: Outcome.Accepted);
        Add(1, hour: 23);
        Add(2, hour: 0);

        Assert.Equal(
            [(At(1, 9), Outcome.Accepted, 1L), (At(1, 9), Outcome.Queued, 1L), (At(1, 23), Outcome.Queued, 1L)],
            _store.Hours(At(1, 0), At(2, 0)).Select(h => (h.Hour, h.Outcome, h.Count))
        );
    }

    [Fact]
    public void Reports_of_a_time_come_in_its_order_across_pages()
    {
        const int Many = 4_500;
        _store.Record(
            new PageRecord
            {
                Reports =
                [
                    .. Enumerable
                        .Range(1, Many)
                        .Select(n => Some.Report(n) with { Timestamp = At(1, 0).AddMinutes(n / 3) }),
                ],
            }
        );

        var all = _store.Reports(At(1, 0), At(9, 0)).ToList();

        Assert.Equal(Many, all.Select(r => r.Id).Distinct().Count());
        Assert.Equal(all.OrderBy(r => r.Timestamp).ThenBy(r => r.Id).Select(r => r.Id), all.Select(r => r.Id));
        Assert.Equal(
            [At(1, 0).AddMinutes(1)],
            _store.Reports(At(1, 0).AddMinutes(1), At(1, 0).AddMinutes(2)).Select(r => r.Timestamp).Distinct()
        );
    }

    [Fact]
    public void Queued_reports_come_page_by_page()
    {
        Add(1);
        Add(1, outcome: Outcome.Accepted);
        Add(1);
        Add(1);

        var first = _store.Queued(limit: 2);
        var rest = _store.Queued(after: first[^1].Sequence);

        Assert.Equal([Some.Id(1), Some.Id(3)], first.Select(q => q.Id));
        Assert.Equal([Some.Id(4)], rest.Select(q => q.Id));
        Assert.Equal(Some.Now, rest[0].RecordedAt);
    }

    [Fact]
    public void Dead_letters_are_newest_first_and_grouped_by_cause()
    {
        _store.Record(
            new PageRecord
            {
                DeadLetters =
                [
                    Some.DeadLetter(1) with
                    {
                        Report = "{}",
                    },
                    Some.DeadLetter(2) with
                    {
                        Cause = "refused",
                        Timestamp = null,
                    },
                    Some.DeadLetter(3),
                ],
            }
        );
        _store.Record(new PageRecord { DeadLetters = [Some.DeadLetter(2) with { Cause = "refused", What = "again" }] });

        Assert.Equal([Some.Id(2), Some.Id(3)], _store.DeadLetters(limit: 2).Select(d => d.Id));
        Assert.Null(_store.DeadLetters()[2].Report);
        Assert.Equal("{}", _store.FindDeadLetter(Some.Id(1))!.Report);
        Assert.Equal([("no-product", 2), ("refused", 1)], _store.DeadLetterCauses().Select(g => (g.Cause, g.Count)));
        Assert.Equal("again", _store.DeadLetterCauses()[1].Newest.What);
        Assert.Equal([Some.Id(1), Some.Id(3)], _store.DeadLetterIds("no-product"));
        Assert.Equal(3, _store.DeadLetterIds().Count);
        _store.Record(new PageRecord { Delivered = [Some.Id(3)] });
        Assert.Equal(2, _store.DeadLetterCount());
    }

    [Fact]
    public void A_dead_letter_keeps_a_bounded_part_of_its_report()
    {
        var report = "x" + new string('ö', 100_000);
        _store.Record(new PageRecord { DeadLetters = [Some.DeadLetter(1) with { Report = report }] });

        var letter = _store.FindDeadLetter(Some.Id(1))!;

        Assert.Equal(report[..letter.Report!.Length], letter.Report);
        Assert.InRange(
            System.Text.Encoding.UTF8.GetByteCount(letter.Report),
            DeadLetterRecord.ReportLimit - 1,
            DeadLetterRecord.ReportLimit
        );
        Assert.Equal(200_001, letter.ReportBytes);
    }

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

    [Theory]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("ar-SA")]
    public void Dates_are_the_same_in_every_language(string culture)
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo(culture);
            Add(1);
            Assert.Equal(At(1, 8), _store.Find(Some.Id(1))!.Timestamp);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
        Assert.Equal(At(1, 8), _store.Find(Some.Id(1))!.Timestamp);
        Assert.Equal([Day], _store.LastDays(7));
    }

    private static DateTime At(int day, int hour) => Day.AddDays(day - 1).ToDateTime(new TimeOnly(hour, 0));

    private void Add(
        int day,
        int hour = 8,
        string? testplan = "Plan",
        ReportKind kind = ReportKind.Run,
        Outcome outcome = Outcome.Queued,
        Verdict? verdict = Verdict.Passed,
        string[]? flags = null
    ) =>
        _store.Record(
            new PageRecord
            {
                Reports =
                [
                    Some.Report(++_number) with
                    {
                        Timestamp = At(day, hour),
                        Testplan = testplan,
                        Kind = kind,
                        Outcome = outcome,
                        Verdict = verdict,
                        Flags = flags ?? [],
                    },
                ],
            }
        );
}
