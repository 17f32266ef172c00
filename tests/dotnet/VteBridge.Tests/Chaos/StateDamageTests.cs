using System.Text.Json;
using Microsoft.Extensions.Logging;
using VteBridge.Backfill;
using VteBridge.Delivery.Folders;
using VteBridge.Hosting;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Chaos;

/// <summary>Every damage that a state folder can take: never a silent full re-send, never a silent skip.</summary>
public sealed class StateDamageTests : IAsyncLifetime
{
    private readonly WorkFolder _folder = new();
    private ChaosPlant _plant = null!;
    private Expected _expected = null!;

    public static TheoryData<string> Garbage =>
        [
            "",
            "null",
            "[]",
            "{}",
            "42",
            "\"text\"",
            "{\"format\":1}",
            "\0\0\0\0\0\0\0\0",
            "{\"format\":1,\"database\":\"\"}",
            "{\"format\":-1,\"database\":\"x\"}",
            "\uFEFF",
            "<xml/>",
        ];

    public async ValueTask InitializeAsync()
    {
        _plant = await ChaosPlant.TidyAsync();
        _expected = await _plant.UndisturbedAsync();
        await CycleAsync();
        // Nothing that a further cycle drops may be mistaken for what this one has dropped.
        foreach (var file in Directory.GetFiles(_folder.Destination))
            File.Delete(file);
    }

    public async ValueTask DisposeAsync()
    {
        await _plant.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_checkpoint_cut_at_any_byte_is_an_error_that_says_what_to_do_and_sends_nothing()
    {
        var whole = await File.ReadAllBytesAsync(_folder.Checkpoint, TestContext.Current.CancellationToken);
        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder.Checkpoint, whole[..length], TestContext.Current.CancellationToken);
            if (!ChaosScale.Takes(length, 10) && length > 3)
                continue;
            AssertClear(await Assert.ThrowsAsync<StateFailure>(CycleAsync));
        }
        Assert.Empty(Directory.GetFiles(_folder.Destination));
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task A_checkpoint_that_is_none_is_an_error_that_says_what_to_do(string content)
    {
        await File.WriteAllTextAsync(_folder.Checkpoint, content, TestContext.Current.CancellationToken);
        AssertClear(await Assert.ThrowsAsync<StateFailure>(CycleAsync));
        Assert.Empty(Directory.GetFiles(_folder.Destination));
    }

    [Fact]
    public async Task A_checkpoint_from_a_newer_version_is_left_alone()
    {
        var content = await File.ReadAllTextAsync(_folder.Checkpoint, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _folder.Checkpoint,
            content.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        var failure = await Assert.ThrowsAsync<StateFailure>(CycleAsync);
        Assert.Contains("newer VteBridge", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_checkpoint_beside_a_journal_is_an_error_and_with_a_time_to_begin_at_the_journal_prevents_a_re_send()
    {
        File.Delete(_folder.Checkpoint);
        AssertClear(await Assert.ThrowsAsync<StateFailure>(CycleAsync));

        var options = _plant.Options(_folder);
        var summary = await _plant.CycleAsync(
            options with
            {
                Sync = options.Sync with { StartFrom = _plant.Plant.End.AddDays(-40) },
            }
        );
        Assert.Equal((0, summary.RunsRead + summary.RepairsRead), (summary.Queued, summary.Unchanged));
        Assert.Empty(Directory.GetFiles(_folder.Destination));
        Assert.True(File.Exists(_folder.Checkpoint));
    }

    [Fact]
    public async Task A_first_pass_that_died_before_its_first_checkpoint_is_simply_begun_again()
    {
        using var folder = new WorkFolder();
        Directory.CreateDirectory(folder.Journal);
        File.Copy(Directory.GetFiles(_folder.Journal, "*.jsonl")[0], Path.Combine(folder.Journal, "2026-01-20.jsonl"));
        Assert.Equal(0, (await _plant.CycleAsync(_plant.Options(folder))).ExitCode);
    }

    [Fact]
    public async Task A_journal_cut_at_any_byte_costs_at_most_a_second_copy_of_what_it_forgot_under_the_same_id()
    {
        var file = Directory.GetFiles(_folder.Journal, "*.jsonl").MaxBy(f => new FileInfo(f).Length)!;
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var before = Lines(whole).Count;
        for (var length = whole.Length - 1; length >= 0; length--)
        {
            if (!ChaosScale.Takes(length, 41) && whole[length] != '\n' && length > 0)
                continue;
            await File.WriteAllBytesAsync(file, whole[..length], TestContext.Current.CancellationToken);
            var kept = Lines(whole[..length]);
            await CycleFromTheBeginningAsync();
            var sent = Expected.Read(_folder);
            Assert.Equal(before - kept.Count, sent.Reports.Count);
            Assert.All(sent.Reports, r => Assert.Equal(_expected.Reports[r.Key], r.Value));
            // And now it is remembered for good.
            Assert.Equal(
                before,
                Lines(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).Count
            );
            foreach (var report in Directory.GetFiles(_folder.Destination))
                File.Delete(report);
        }
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_in_a_journal_is_reported_line_by_line_and_hides_nothing_else(string garbage)
    {
        var file = Directory.GetFiles(_folder.Journal, "*.jsonl")[0];
        var logs = new LogLines();
        await File.AppendAllTextAsync(file, garbage + "\n" + garbage, TestContext.Current.CancellationToken);
        var summary = await CycleFromTheBeginningAsync(logs);
        Assert.Equal(0, summary.Queued);
        if (garbage.Trim('\uFEFF').Length > 0)
            Assert.Contains(
                logs.Warnings,
                w =>
                    w.Contains("cannot be read", StringComparison.Ordinal) && w.Contains(file, StringComparison.Ordinal)
            );
        Assert.Empty(Directory.GetFiles(_folder.Destination));
    }

    [Fact]
    public void A_dead_letter_cut_at_any_byte_is_passed_over_with_a_warning_and_can_still_be_replayed()
    {
        var logs = new LogLines();
        var letters = new DeadLetters(_folder.State, logs.CreateLogger<DeadLetters>());
        var id = Guid.Parse(_expected.Reports.Keys.First());
        letters.Add(
            new DeadLetter($"{id}", "T", $"{id}", _plant.Plant.End, "SN", null, null, "what", "fix", _plant.Clock.Now)
        );
        var path = Assert.Single(Directory.GetFiles(_folder.DeadLetters));
        var whole = File.ReadAllBytes(path);
        Assert.NotNull(letters.Find($"{id}"));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            logs.Clear();
            Assert.Null(letters.Find($"{id}"));
            Assert.Empty(letters.All());
            Assert.Contains(logs.Warnings, w => w.Contains(path, StringComparison.Ordinal));
            Assert.Equal([id], letters.Ids());
        }
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Garbage_in_a_dead_letter_is_passed_over_with_a_warning(string garbage)
    {
        var logs = new LogLines();
        var letters = new DeadLetters(_folder.State, logs.CreateLogger<DeadLetters>());
        Directory.CreateDirectory(_folder.DeadLetters);
        File.WriteAllText(Path.Combine(_folder.DeadLetters, $"{Guid.Empty}.json"), garbage);
        File.WriteAllText(Path.Combine(_folder.DeadLetters, "readme.json"), garbage);
        Assert.Empty(letters.All());
        Assert.Equal(2, logs.Warnings.Count);
    }

    [Fact]
    public void A_backfills_position_cut_at_any_byte_is_an_error_that_says_what_to_do()
    {
        var file = new BackfillFile(_folder.State, "history");
        var at = new CheckpointPosition(_plant.Plant.End, _expected.Reports.Keys.First());
        file.Save(new BackfillProgress(BackfillProgress.CurrentFormat, "VTE9_3", _plant.Plant.End, at, at));
        Assert.NotNull(file.Read("vte9_3"));
        var path = Path.Combine(_folder.State, "history.json");
        var whole = File.ReadAllText(path);
        string[] damaged =
        [
            .. Enumerable.Range(0, whole.Length).Select(length => whole[..length]),
            .. Garbage.Select(row => row.Data),
            whole
                .Replace(at.Id, "", StringComparison.Ordinal)
                .Replace("\"id\": \"\"", "\"id\": null", StringComparison.Ordinal),
        ];
        foreach (var content in damaged)
        {
            File.WriteAllText(path, content);
            var failure = Assert.Throws<StateFailure>(() => file.Read("VTE9_3"));
            Assert.Contains("Delete the file to begin this backfill anew", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_clock_that_was_set_back_skips_nothing()
    {
        var real = _plant.Clock.Now;
        _plant.Database.Insert(SamplePlant.LiveRun(3, _plant.Plant.End, _plant.Plant.Seed));
        Assert.Equal(1, (await CycleAsync()).Queued);
        _plant.Clock.Now = real.AddHours(-30);
        var local = _plant.Plant.End.AddHours(-30);
        _plant.Database.Insert(SamplePlant.LiveRun(1, local.AddMinutes(1), _plant.Plant.Seed));
        var logs = new LogLines();
        Assert.Equal(1, (await _plant.CycleAsync(_plant.Options(_folder), logs)).Queued);
        Assert.Contains(logs.Warnings, w => w.Contains("ahead of the database's clock", StringComparison.Ordinal));

        // Set right again: from the time before it was set back on, everything is looked at once more and nothing sent twice.
        _plant.Clock.Now = real;
        _plant.Database.Insert(SamplePlant.LiveRun(2, _plant.Plant.End.AddMinutes(1), _plant.Plant.Seed));
        Assert.Equal(1, (await _plant.CycleAsync(_plant.Options(_folder))).Queued);
    }

    [Fact]
    public async Task A_checkpoint_far_in_the_future_does_not_hide_what_comes_now()
    {
        var file = new CheckpointFile(_folder.State, TimeProvider.System);
        var saved = file.Read()!;
        file.Save(saved.Database, saved.Runs! with { Timestamp = _plant.Plant.End.AddYears(1) }, saved.Repairs);
        for (var run = 1; run <= 3; run++)
        {
            // Each further than the look-back from the one before.
            _plant.Clock.Now += TimeSpan.FromHours(10);
            _plant.Database.Insert(
                SamplePlant.LiveRun(run, _plant.Plant.End.AddHours(10 * run - 8), _plant.Plant.Seed)
            );
            _plant.Database.Insert(
                SamplePlant.LiveRun(run + 10, _plant.Plant.End.AddHours(10 * run), _plant.Plant.Seed)
            );
            Assert.Equal(run == 1 ? 1 : 2, (await _plant.CycleAsync(_plant.Options(_folder))).Queued);
        }
    }

    private Task<SyncSummary> CycleAsync() => _plant.CycleAsync(_plant.Options(_folder));

    private Task<SyncSummary> CycleFromTheBeginningAsync(LogLines? logs = null)
    {
        File.Delete(_folder.Checkpoint);
        var options = _plant.Options(_folder);
        return _plant.CycleAsync(
            options with
            {
                Sync = options.Sync with { StartFrom = _plant.Plant.End.AddDays(-400) },
            },
            logs
        );
    }

    private static void AssertClear(StateFailure failure)
    {
        Assert.Contains("Nothing was sent or skipped.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("vtebridge sync --from", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    /// <summary>The ids of the lines that say what they say, as a reader sees them who knows nothing of VteBridge.</summary>
    private static HashSet<string> Lines(byte[] journal)
    {
        var ids = new HashSet<string>();
        foreach (var line in System.Text.Encoding.UTF8.GetString(journal).Split('\n').Where(l => l.EndsWith('}')))
        {
            using var entry = JsonDocument.Parse(line);
            ids.Add(entry.RootElement.GetProperty("id").GetString()!);
        }
        return ids;
    }
}
