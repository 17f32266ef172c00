using System.Text;
using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Tests.State;

/// <summary>A state folder of version 0.1.0 is imported once and completely; nothing of it is lost or sent again.</summary>
public sealed class LegacyImportTests : LegacyFolderTest
{
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
}
