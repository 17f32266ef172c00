using VteBridge.Core;

namespace VteBridge.Tests.State;

/// <summary>Damage to a state folder of version 0.1.0 is told with its place, and a lost checkpoint stops and asks.</summary>
public sealed class LegacyDamageTests : LegacyFolderTest
{
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

    private static void AssertAsks(StateFailure failure)
    {
        Assert.Contains("Nothing was sent or skipped.", failure.Message);
        Assert.Contains("vtebridge sync --from", failure.Message);
        Assert.DoesNotContain('\n', failure.Message);
    }
}
