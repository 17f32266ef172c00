using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Monitoring;
using VteBridge.State;

namespace VteBridge.Tests.Monitoring;

public sealed class JournalTallyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vtebridge-tally").FullName;
    private readonly JournalTally _tally;
    private int _id;

    public JournalTallyTests() => _tally = new JournalTally(_folder, NullLogger<Journal>.Instance);

    [Fact]
    public void Nothing_is_counted_where_there_is_no_journal() =>
        Assert.Equal((null, 0), (_tally.Read().Since, _tally.Read().Yields.Count));

    [Fact]
    public void Outcomes_flags_and_yields_are_those_of_the_last_entries_of_seven_days()
    {
        Add(Entry(1, "P"), Entry(2, "F"), Entry(2, "P", flags: ["unknown-result:7", "unknown-result:8", "text-cut"]));
        for (var day = 3; day <= 8; day++)
            Add(Entry(day, "P"));
        Add(Entry(8, "E", testplan: "Other"), Entry(8, null, kind: "R"), Entry(8, null, outcome: "Rejected"));

        var view = _tally.Read();

        Assert.Equal(new DateOnly(2026, 5, 2), view.Since);
        Assert.Equal(10, view.Outcomes["Queued"]);
        Assert.Equal(1, view.Outcomes["Rejected"]);
        Assert.Equal(2, view.Flags["unknown-result"]);
        Assert.Equal(
            [("Plan", 8, 7, 1), ("Other", 1, 0, 0)],
            view.Yields.Select(y => (y.Testplan, y.Runs, y.Passed, y.Failed))
        );
        Assert.Equal(7.0 / 8, view.Yields[0].Yield);
    }

    [Fact]
    public void What_was_added_since_is_counted_the_next_time()
    {
        Add(Entry(1, "P"));
        Assert.Equal(1, _tally.Read().Outcomes["Queued"]);
        Add(Entry(1, "P"), Entry(2, "P"));
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "journal")))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(5)); // a clock tick may be coarser than this test

        Assert.Equal(3, _tally.Read().Outcomes["Queued"]);
    }

    [Fact]
    public void However_many_testplans_there_are_the_table_is_bounded_and_nothing_is_left_out_of_the_sum()
    {
        Add([.. Enumerable.Range(0, 500).Select(i => Entry(1, "P", testplan: $"Plan {i}"))]);

        var yields = _tally.Read().Yields;

        Assert.Equal(50, yields.Count);
        Assert.Equal(500, yields.Sum(y => y.Runs));
        Assert.Equal("(all others)", yields[^1].Testplan);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Add(params JournalEntry[] entries)
    {
        var journal = new Journal(_folder, NullLogger<Journal>.Instance);
        foreach (var entry in entries)
            journal.Add(entry);
        journal.Flush();
    }

    private JournalEntry Entry(
        int day,
        string? result,
        string testplan = "Plan",
        string kind = "T",
        string outcome = "Queued",
        string[]? flags = null
    ) =>
        new(
            $"id-{++_id}",
            kind,
            new DateTime(2026, 5, day, 8, 0, 0),
            "hash",
            outcome,
            Some.Now,
            result,
            testplan,
            flags
        );
}
