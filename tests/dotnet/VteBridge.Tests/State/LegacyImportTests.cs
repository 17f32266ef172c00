using System.Text;
using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>A state folder of version 0.1.0 is imported once and completely; nothing of it is lost or sent again.</summary>
public sealed class LegacyImportTests : IDisposable
{
    private const string Id1 = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
    private const string Id2 = "6f9619ff-8b86-d011-b42d-00c04fc964f2";
    private const string Id3 = "6f9619ff-8b86-d011-b42d-00c04fc964f3";

    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_of_an_old_folder_comes_along()
    {
        Fill();

        using var store = _folder.Open();

        var first = store.Find(Guid.Parse(Id1))!;
        Assert.Equal((Outcome.Accepted, "h2", Verdict.Failed), (first.Outcome, first.SentHash, first.Verdict));
        Assert.Equal((ReportKind.Run, "PSU Ω"), (first.Kind, first.Testplan));
        Assert.Equal(new DateTime(2026, 2, 2, 10, 0, 0).AddTicks(1_234_567), first.Timestamp);
        Assert.Equal(["no-steps"], first.Flags);
        Assert.True(first.LacksFingerprint);
        Assert.Equal(Outcome.Queued, store.Find(Guid.Parse(Id2))!.Outcome);
        Assert.Equal(Outcome.Excluded, store.Find(Guid.Parse(Id3))!.Outcome);
        Assert.Equal(new DateTime(2026, 2, 3, 11, 0, 0), store.Checkpoint("runs")!.Timestamp);
        Assert.Equal("17", store.Checkpoint("repairs")!.Id);
        var letter = store.FindDeadLetter(Guid.Parse(Id2))!;
        Assert.Equal(("WATS refused the report: no", "Mend it.", "SN 1"), (letter.What, letter.Fix, letter.Serial));
        Assert.Contains("\"pn\"", letter.Report);
        var backfill = store.Backfill("20200101T000000-now-1of1")!;
        Assert.Equal(new DateTime(2020, 5, 1), backfill.Chunk);
        Assert.Equal(new DateTime(2026, 1, 1), backfill.Until);
        Assert.Equal("VTE9_3/dbo", store.DatabaseName);
        Assert.Contains(
            _folder.Logs.All,
            line => line.Contains("3 reports, 1 dead letters, 1 backfills", StringComparison.Ordinal)
        );
        Assert.Empty(_folder.Logs.Warnings);
    }

    [Fact]
    public void Old_files_are_put_aside_and_not_read_again()
    {
        Fill();
        _folder.Open().Dispose();
        Assert.Equal(
            ["backfill", "checkpoint.json", "dead-letters", "journal"],
            Directory.GetFileSystemEntries(_folder.Of("imported-0.1.0")).Select(Path.GetFileName).Order()
        );
        using (var store = _folder.Open())
            store.Record(new PageRecord { Receipts = [new(Guid.Parse(Id2), null, Outcome.Accepted, Some.Now)] });

        using var again = _folder.Open();

        Assert.Equal(Outcome.Accepted, again.Find(Guid.Parse(Id2))!.Outcome);
        Assert.Single(_folder.Logs.All, line => line.Contains("Imported the state", StringComparison.Ordinal));
    }

    [Fact]
    public void Import_killed_anywhere_is_simply_done_again()
    {
        Fill();
        using var all = Milestones.Watch();
        using (var whole = _folder.Copy())
            whole.Open().Dispose();
        var names = all.All.Select((name, index) => (name, index)).ToList();
        Assert.Contains(names, n => n.name == "file of 0.1.0 moved");
        foreach (var (name, index) in names)
        {
            using var killed = _folder.Copy();
            var passed = 0;
            using (
                Milestones.Watch(_ =>
                {
                    if (passed++ == index)
                        throw new InvalidOperationException("killed");
                })
            )
                Assert.Throws<InvalidOperationException>(() => killed.Open());

            using var store = killed.Open();
            Assert.Equal(3, store.Outcomes().Sum(c => c.Count));
            Assert.Equal(1, store.DeadLetterCount());
            Assert.False(File.Exists(killed.Of("checkpoint.json")), name);
            Assert.True(File.Exists(killed.Of("imported-0.1.0", "journal", "2026-02-02.jsonl")), name);
        }
    }

    [Fact]
    public void A_look_leaves_an_old_folder_to_the_next_sync()
    {
        Fill();

        var failure = Assert.Throws<StateFailure>(() => StateStore.OpenReadOnly(_folder.Path));

        Assert.Contains("was written by VteBridge 0.1.0", failure.Message);
        Assert.False(File.Exists(_folder.Of("vtebridge.db")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\0\0\0\0")]
    [InlineData("""{"format":2,"database":"VTE9_3/dbo"}""")]
    [InlineData("""{"format":1,"database":"VTE9_3/dbo","runs":{"timestamp":"2026-02-02T11:00:00"}}""")]
    public void A_damaged_old_checkpoint_stops_and_asks(string content)
    {
        Fill();
        File.WriteAllText(_folder.Of("checkpoint.json"), content);

        AssertAsks(Assert.Throws<StateFailure>(() => _folder.Open()));
    }

    [Fact]
    public void A_lost_old_checkpoint_stops_and_asks()
    {
        Fill();
        File.Delete(_folder.Of("checkpoint.json"));

        AssertAsks(Assert.Throws<StateFailure>(() => _folder.Open()));
        using var store = _folder.Open(startAfresh: true);
        Assert.NotNull(store.Find(Guid.Parse(Id1)));
        Assert.Null(store.Checkpoint("runs"));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("\0\0\0\0")]
    [InlineData(
        """{"id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","kind":"X","run":"2026-02-02T10:00:00","hash":"h","outcome":"Accepted","at":"2026-02-02T10:00:00Z"}"""
    )]
    public void A_damaged_journal_line_is_told_with_its_place(string line)
    {
        Fill();
        var journal = _folder.Of("journal", "2026-02-02.jsonl");
        File.WriteAllText(journal, line + "\n" + File.ReadAllText(journal));

        using var store = _folder.Open();

        Assert.NotNull(store.Find(Guid.Parse(Id1)));
        Assert.Contains(
            _folder.Logs.Warnings,
            w => w.Contains("Line 1 ", StringComparison.Ordinal) && w.Contains(journal, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_journal_without_line_ends_is_read_in_bounded_memory()
    {
        Fill();
        using (var file = File.OpenWrite(_folder.Of("journal", "2026-01-01.jsonl")))
            file.SetLength(50_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        using var store = _folder.Open();

        Assert.NotNull(store.Find(Guid.Parse(Id1)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"id":"x"}""")]
    public void A_damaged_dead_letter_stays_one(string content)
    {
        Fill();
        File.WriteAllText(_folder.Of("dead-letters", Id3 + ".json"), content);

        using var store = _folder.Open();

        Assert.Contains(Id3, store.FindDeadLetter(Guid.Parse(Id3))!.Fix);
        Assert.Equal(2, store.DeadLetterCount());
        Assert.Contains(_folder.Logs.Warnings, w => w.Contains(Id3, StringComparison.Ordinal));
    }

    [Fact]
    public void A_large_refused_report_is_kept_in_part()
    {
        Fill();
        var path = _folder.Of("dead-letters", Id2 + ".json");
        var large = new string('ö', 200_000);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"pn\"", $"\"{large}\"", StringComparison.Ordinal));

        using var store = _folder.Open();

        var letter = store.FindDeadLetter(Guid.Parse(Id2))!;
        Assert.InRange(Encoding.UTF8.GetByteCount(letter.Report!), 65_000, DeadLetterRecord.ReportLimit);
        Assert.True(letter.ReportBytes > 400_000);
        Assert.True(File.Exists(letter.ReportFile));
    }

    private static void AssertAsks(StateFailure failure)
    {
        Assert.Contains("Nothing was sent or skipped.", failure.Message);
        Assert.Contains("vtebridge sync --from", failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
    }

    /// <summary>Writes the files as 0.1.0 wrote them.</summary>
    private void Fill()
    {
        Write(
            "checkpoint.json",
            """
            {
              "format": 1, "database": "VTE9_3/dbo",
              "runs": { "timestamp": "2026-02-03T11:00:00", "id": "6f9619ff-8b86-d011-b42d-00c04fc964f2" },
              "repairs": { "timestamp": "2026-02-03T09:00:00", "id": "17" }, "savedAt": "2026-02-03T10:01:00+00:00"
            }
            """
        );
        Write(
            "journal/2026-02-02.jsonl",
            $$"""
            {"id":"{{Id1}}","kind":"T","run":"2026-02-02T10:00:00.1234567","hash":"h1","outcome":"HandedOver","at":"2026-02-02T11:00:00+00:00","result":"P","testplan":"PSU Ω"}
            {"id":"{{Id1}}","kind":"T","run":"2026-02-02T10:00:00.1234567","hash":"h2","outcome":"Accepted","at":"2026-02-02T11:00:00+00:00","result":"F","testplan":"PSU Ω","flags":["no-steps"]}
            {"id":"{{Id3}}","kind":"T","run":"2026-02-02T12:00:00","hash":"h3","outcome":"LeftOut","at":"2026-02-02T12:01:00+00:00"}

            """
        );
        Write(
            "journal/2026-02-03.jsonl",
            $$"""
            {"id":"{{Id2}}","kind":"T","run":"2026-02-03T11:00:00","hash":"h2","outcome":"HandedOver","at":"2026-02-03T11:01:00+00:00","result":"P","testplan":"PSU"}
            """
        );
        Write("journal/checkpoint-was-saved", "");
        Write(
            $"dead-letters/{Id2}.json",
            $$"""
            {
              "id": "{{Id2}}", "kind": "T", "source": "{{Id2}}", "run": "2026-02-03T11:00:00", "serial": "SN 1",
              "report": { "sn": "SN 1", "nested": { "report": [1] }, "of": "pn" },
              "what": "WATS refused the report: no", "fix": "Mend it.", "buriedAt": "2026-02-03T11:02:00+00:00"
            }
            """
        );
        Write(
            "backfill/20200101T000000-now-1of1.json",
            """{ "format": 1, "database": "VTE9_3/dbo", "chunk": "2020-05-01T00:00:00", "runs": { "timestamp": "2020-05-03T10:00:00", "id": "x" }, "repairs": null, "to": "2026-01-01T00:00:00" }"""
        );
        Write("backfill/20200101T000000-now-1of1.lock", "");
    }

    private void Write(string name, string content)
    {
        var path = _folder.Of(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
