using Microsoft.Extensions.Logging;
using VteBridge.Core;
using VteBridge.Hosting;
using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.State;

/// <summary>What was settled is remembered, whatever happens to the files.</summary>
public sealed class JournalTests : IDisposable
{
    private static readonly DateTime Day = new(2026, 2, 2, 10, 0, 0);

    private readonly TemporaryFolder _state = new();
    private readonly LogLines _logs = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public void The_last_line_of_a_report_counts()
    {
        var journal = Open();
        journal.Add(Entry("a", "Queued"));
        journal.Add(Entry("b", "Queued"));
        journal.Flush();
        journal.Add(Entry("a", "Accepted"));
        journal.Flush();

        Assert.Equal("Accepted", journal.Find("a", Day)!.Outcome);
        Assert.Equal("Accepted", Open().Find("a", Day)!.Outcome);
        Assert.Equal("Queued", Open().Find("b")!.Outcome);
        Assert.Equal(2, Open().OfDay(DateOnly.FromDateTime(Day)).Count);
    }

    [Fact]
    public void Everything_of_an_entry_comes_back()
    {
        var entry = Entry("a", "Accepted") with
        {
            Run = Day.AddTicks(1_234_567),
            Result = "P",
            Testplan = "PSU Ω",
            Flags = ["no-steps"],
        };
        var journal = Open();
        journal.Add(entry);
        journal.Flush();

        var read = Open().Find("a", Day)!;

        Assert.Equal(entry with { Flags = null }, read with { Flags = null });
        Assert.Equal(entry.Flags, read.Flags);
    }

    [Fact]
    public void A_torn_last_line_is_not_counted_and_does_not_run_into_the_next_one()
    {
        var journal = Open();
        journal.Add(Entry("a", "Accepted"));
        journal.Add(Entry("b", "Accepted"));
        journal.Flush();
        using (var file = File.OpenWrite(FileOf(Day)))
            file.SetLength(file.Length - 10);

        var after = Open();
        Assert.NotNull(after.Find("a", Day));
        Assert.Null(after.Find("b", Day));
        after.Add(Entry("c", "Accepted"));
        after.Flush();

        Assert.NotNull(Open().Find("a", Day));
        Assert.NotNull(Open().Find("c", Day));
        Assert.Empty(_logs.Warnings);
    }

    [Fact]
    public void A_file_that_was_torn_in_its_first_line_is_begun_anew()
    {
        Directory.CreateDirectory(_state.Of("journal"));
        File.WriteAllText(FileOf(Day), "{\"id\":\"a\",\"kin");
        var journal = Open();
        journal.Add(Entry("b", "Accepted"));
        journal.Flush();

        Assert.NotNull(Open().Find("b", Day));
        Assert.Single(File.ReadAllLines(FileOf(Day)));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("\0\0\0\0")]
    public void A_damaged_line_is_told_with_its_place_and_the_others_count(string damage)
    {
        var journal = Open();
        journal.Add(Entry("a", "Accepted"));
        journal.Flush();
        File.AppendAllText(FileOf(Day), damage + "\n");
        journal = Open();
        journal.Add(Entry("c", "Accepted"));
        journal.Flush();

        Assert.NotNull(Open().Find("a", Day));
        Assert.NotNull(Open().Find("c", Day));
        Assert.Contains(
            _logs.Warnings,
            w => w.Contains("Line 2", StringComparison.Ordinal) && w.Contains(FileOf(Day), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Of_dense_days_only_two_stay_in_memory_and_the_others_are_on_the_disk()
    {
        const int Dense = 2_600;
        var journal = Open();
        for (var day = 0; day < 3; day++)
        for (var run = 0; run < Dense; run++)
            journal.Add(Entry($"{day}-{run}", "Queued", Day.AddDays(day)));

        Assert.Equal([Day.Day], Open().Days().Select(d => d.Day));
        Assert.Equal(Dense, Open().OfDay(DateOnly.FromDateTime(Day)).Count);
        Assert.NotNull(journal.Find("1-0", Day.AddDays(1)));
        Assert.NotNull(journal.Find("2-0", Day.AddDays(2)));
        Assert.NotNull(journal.Find("0-0", Day));
    }

    [Fact]
    public void More_days_than_fit_into_memory_are_all_kept()
    {
        var journal = Open();
        for (var day = 0; day < 40; day++)
            journal.Add(Entry($"run-{day}", "Accepted", Day.AddDays(day)));
        for (var day = 0; day < 40; day++)
            journal.Add(Entry($"again-{day}", "Accepted", Day.AddDays(day)));
        journal.Flush();

        var read = Open();
        Assert.Equal(40, read.Days().Count());
        for (var day = 0; day < 40; day++)
        {
            Assert.NotNull(read.Find($"run-{day}", Day.AddDays(day)));
            Assert.NotNull(read.Find($"again-{day}"));
        }
    }

    [Fact]
    public void Only_files_to_which_nothing_was_added_for_long_are_pruned()
    {
        var journal = Open();
        journal.Add(Entry("old", "Accepted", Day.AddDays(-900)));
        journal.Add(Entry("kept", "Accepted", Day.AddDays(-800)));
        journal.Flush();
        File.SetLastWriteTimeUtc(FileOf(Day.AddDays(-900)), Day.AddDays(-500));
        File.SetLastWriteTimeUtc(FileOf(Day.AddDays(-800)), Day);

        journal.Prune(Day.AddDays(-400));

        Assert.Equal([DateOnly.FromDateTime(Day.AddDays(-800))], Open().Days());
    }

    [Fact]
    public void Files_that_are_none_of_ours_are_passed_over()
    {
        Directory.CreateDirectory(_state.Of("journal"));
        File.WriteAllText(_state.Of("journal", "notes.jsonl"), "mine");

        Assert.Empty(Open().Days());
        Assert.Null(Open().Find("a"));
    }

    /// <summary>A backfill beside the loop writes the same days.</summary>
    [Fact]
    public void Two_processes_that_share_a_journal_lose_nothing_of_each_other()
    {
        var (loop, backfill) = (Open(), Open());
        Assert.Null(loop.Find("b1", Day));
        Assert.Null(backfill.Find("l1", Day));
        loop.Add(Entry("l1", "Accepted"));
        loop.Flush();
        backfill.Add(Entry("b1", "Accepted"));
        backfill.Flush();
        loop.Add(Entry("l2", "Accepted"));

        loop.Refresh();

        Assert.NotNull(loop.Find("b1", Day));
        Assert.NotNull(loop.Find("l2", Day));
        loop.Flush();
        Assert.Equal(["b1", "l1", "l2"], Open().OfDay(DateOnly.FromDateTime(Day)).Select(e => e.Id).Order());
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing_of_each_other()
    {
        const int Each = 50;
        var writers = Enumerable
            .Range(0, 4)
            .Select(w =>
                Task.Run(() =>
                {
                    var journal = Open();
                    for (var line = 0; line < Each; line++)
                    {
                        journal.Add(Entry($"{w}-{line}", "Accepted"));
                        journal.Flush();
                    }
                })
            );
        await Task.WhenAll(writers);

        Assert.Equal(4 * Each, Open().OfDay(DateOnly.FromDateTime(Day)).Count);
        Assert.Empty(_logs.Warnings);
    }

    private Journal Open() => new(_state.Path, new Logger<Journal>(_logs));

    private string FileOf(DateTime day) => _state.Of("journal", $"{day:yyyy-MM-dd}.jsonl");

    private static JournalEntry Entry(string id, string outcome, DateTime? run = null) =>
        new(id, "T", run ?? Day, "hash of " + id, outcome, new DateTimeOffset(Day, TimeSpan.Zero));
}
