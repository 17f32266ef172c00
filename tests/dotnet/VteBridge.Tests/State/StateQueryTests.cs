using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>Reports are counted and listed by day, hour, testplan, flag and outcome.</summary>
public sealed class StateQueryTests : RecordedReportsTest
{
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
}
