using Dapper;
using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>What is recorded comes back as it was, on the disk, and all of a page or nothing.</summary>
public sealed class StateStoreTests : IDisposable
{
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_of_a_page_comes_back_to_the_tick()
    {
        var report = Some.Report(1) with
        {
            Timestamp = Some.Time.AddTicks(1_234_567),
            Testplan = "PSU Ω",
            Flags = ["no-steps", "unknown-result:7"],
        };
        var letter = Some.DeadLetter(2) with { Report = "{}", ReportBytes = 2, ReportFile = "there" };
        var checkpoint = new CheckpointRecord("runs", report.Timestamp, report.Id.ToString(), Some.Now);
        var position = new StoredPosition(report.Timestamp, "7");
        var backfill = new BackfillRecord("all", Some.Time, position, null, Some.Time.AddDays(1), Some.Now);
        using (var store = _folder.Open())
            store.Record(
                new PageRecord
                {
                    Reports = [report],
                    DeadLetters = [letter],
                    Checkpoint = checkpoint,
                    Backfill = backfill,
                }
            );

        using var read = _folder.Open();
        var found = read.Find(report.Id)!;
        Assert.Equal(report.Flags, found.Flags);
        Assert.Equal(report with { Flags = found.Flags, FirstRecordedAt = report.RecordedAt, Sequence = 1 }, found);
        Assert.Equal(letter, read.FindDeadLetter(letter.Id));
        Assert.Equal(checkpoint, read.Checkpoint("runs"));
        Assert.Null(read.Checkpoint("repairs"));
        Assert.Equal(backfill, read.Backfill("all"));
        Assert.Null(read.Backfill("other"));
    }

    [Fact]
    public void Last_record_of_a_report_counts()
    {
        using var store = _folder.Open();
        store.Record(new PageRecord { Reports = [Some.Report(1), Some.Report(2)] });
        store.Record(
            new PageRecord
            {
                Reports = [Some.Report(1) with { Outcome = Outcome.Accepted, RecordedAt = Some.Now.AddDays(1) }],
            }
        );

        var found = store.Find([Some.Id(1), Some.Id(2), Some.Id(3)]);

        Assert.Equal(Outcome.Accepted, found[Some.Id(1)].Outcome);
        Assert.Equal(Some.Now, found[Some.Id(1)].FirstRecordedAt);
        Assert.Equal(Outcome.Queued, found[Some.Id(2)].Outcome);
        Assert.Equal(2, found.Count);
    }

    [Fact]
    public void A_page_that_fails_changes_nothing()
    {
        using var store = _folder.Open();
        using (Milestones.Watch(name => throw new IOException(name)))
            Assert.Throws<IOException>(() => store.Record(Some.Page(1)));

        Assert.Null(store.Find(Some.Id(1)));
        Assert.Null(store.Checkpoint("runs"));
        Assert.Equal(0, store.DeadLetterCount());
    }

    [Fact]
    public void A_report_being_replaced_has_no_known_version()
    {
        using var store = _folder.Open();
        store.Record(new PageRecord { Reports = [Some.Report(1), Some.Report(2)] });

        store.MarkReplacing([Some.Id(1), Some.Id(9)]);

        Assert.True(store.Find(Some.Id(1))!.IsBeingReplaced);
        Assert.Equal(Outcome.Unavailable, store.Find(Some.Id(1))!.Outcome);
        Assert.Equal(Some.Report(2).SentHash, store.Find(Some.Id(2))!.SentHash);
        Assert.Null(store.Find(Some.Id(9)));
    }

    [Fact]
    public void What_is_recorded_is_on_the_disk()
    {
        using var store = _folder.Open();
        using var database = StateDatabase.Open(new StateFiles(_folder.Path));

        Assert.Equal(2, database.Read(db => db.ExecuteScalar<int>("PRAGMA synchronous"))); // 2 means FULL.
        Assert.Equal("wal", database.Read(db => db.ExecuteScalar<string>("PRAGMA journal_mode")));
    }

    [Fact]
    public void Receipt_of_an_earlier_version_changes_nothing()
    {
        using var store = _folder.Open();
        store.Record(new PageRecord { Reports = [Some.Report(1), Some.Report(2), Some.Report(3)] });

        store.Record(
            new PageRecord
            {
                Receipts =
                [
                    new ReceiptRecord(Some.Id(1), "earlier", Outcome.Rejected, Some.Now),
                    new ReceiptRecord(Some.Id(2), Some.Report(2).SentHash, Outcome.Accepted, Some.Now),
                    new ReceiptRecord(Some.Id(3), null, Outcome.Accepted, Some.Now),
                ],
            }
        );

        Assert.Equal(
            [Outcome.Queued, Outcome.Accepted, Outcome.Accepted],
            Enumerable.Range(1, 3).Select(n => store.Find(Some.Id(n))!.Outcome)
        );
    }

    [Fact]
    public void Adoption_fills_only_what_was_not_known()
    {
        using var store = _folder.Open();
        var old = Some.Report(1) with { HeaderFingerprint = "", Fingerprint = "" };
        store.Record(new PageRecord { Reports = [old, Some.Report(2), Some.Report(3)] });
        store.MarkReplacing([Some.Id(3)]);

        store.Record(
            new PageRecord { Adopted = [.. Enumerable.Range(1, 3).Select(n => new Adoption(Some.Id(n), "h", "f"))] }
        );

        Assert.Equal("f", store.Find(Some.Id(1))!.Fingerprint);
        Assert.Equal(Some.Report(2).Fingerprint, store.Find(Some.Id(2))!.Fingerprint);
        Assert.True(store.Find(Some.Id(3))!.IsBeingReplaced);
    }

    [Fact]
    public void Schema_and_compared_days_come_back()
    {
        using var store = _folder.Open();
        var schema = new SchemaRecord("{}", Some.Now);
        var day = new DayRecord("runs", new DateOnly(2026, 2, 2), 5, "-17", Some.Now);
        Assert.Null(store.Schema());
        store.SaveSchema(schema with { Resolved = "[]" });
        store.SaveSchema(schema);
        store.SaveDays([
            day with
            {
                Rows = 4,
            },
            day with
            {
                Source = "repairs",
            },
            day with
            {
                Day = day.Day.AddDays(-9),
            },
        ]);
        store.SaveDays([day]);

        Assert.Equal(schema, store.Schema());
        Assert.Equal(day, Assert.Single(store.ComparedDays("runs", day.Day)).Value);
    }
}
