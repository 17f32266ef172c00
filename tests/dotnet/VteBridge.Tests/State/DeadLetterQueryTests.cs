using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>Dead letters are listed, grouped by cause, and keep a bounded part of their report.</summary>
public sealed class DeadLetterQueryTests : RecordedReportsTest
{
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
}
