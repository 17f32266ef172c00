using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;
using VteBridge.State;
using VteBridge.Tests.Wsjf;

namespace VteBridge.Tests.EndToEnd;

/// <summary>The promises that hold for every run of a plant of 500 runs, odd ones included.</summary>
[Collection(SyncedPlantCollection.Name)]
public sealed class EveryRunTests(SyncedPlant synced)
{
    private readonly Plant _plant = synced.Plant;

    [Fact]
    public void Every_run_and_every_repair_has_exactly_one_outcome()
    {
        var recorded = _plant.Recorded();
        var runs = synced.Keys("IndexData", "Index_GUID").Where(id => id != OddRuns.Future).Order();

        Assert.Equal(500, synced.Keys("IndexData", "Index_GUID").Count());
        Assert.Equal(runs, recorded.Where(e => e.Kind == ReportKind.Run).Select(e => e.Id).Order());
        Assert.Equal(
            synced.Keys("RepairData", "Repair_GUID").Count(),
            recorded.Count(e => e.Kind == ReportKind.Repair)
        );
        Assert.All(
            recorded,
            e => Assert.Contains(e.Outcome, new[] { Outcome.Queued, Outcome.Rejected, Outcome.Excluded })
        );
    }

    [Fact]
    public void What_was_handed_over_is_a_file_and_what_could_not_be_mapped_a_dead_letter()
    {
        var byOutcome = _plant.Recorded().ToLookup(e => e.Outcome.ToString(), e => e.Id);

        Assert.Equal(byOutcome["Queued"].Order(), _plant.Reports().Keys.Order());
        Assert.Equal(byOutcome["Rejected"].Order(), _plant.DeadLetters().Keys.Order());
        Assert.Equal(synced.First.Queued, _plant.Reports().Count);
        Assert.Equal(synced.First.DeadLetters, _plant.DeadLetters().Count);
        Assert.Equal(synced.First.Excluded, byOutcome["Excluded"].Count());
        Assert.Equal(1, synced.First.Future);
    }

    [Fact]
    public void A_second_sync_delivers_nothing_and_changes_no_file()
    {
        Assert.Equal(0, synced.Second.Queued + synced.Second.DeadLetters + synced.Second.Excluded);
        Assert.Equal(synced.Second.RunsRead + synced.Second.RepairsRead, synced.Second.Unchanged);
        Assert.True(synced.Second.RunsRead > 0, "the look-back was not read");
        Assert.Equal(synced.FilesAfterFirst, synced.FilesAfterSecond);
    }

    [Fact]
    public void Runs_without_a_serial_are_dead_letters_that_name_run_station_and_time()
    {
        foreach (var id in new[] { OddRuns.SerialNull, OddRuns.SerialEmpty, OddRuns.SerialBlank })
        {
            var letter = _plant.DeadLetters()[id];

            Assert.Contains(id.ToString(), letter.What);
            Assert.NotNull(letter.Station);
            Assert.Contains(letter.Station, letter.What);
            Assert.Contains($"{letter.Timestamp:yyyy-MM-dd HH:mm}", letter.What);
            Assert.NotEmpty(letter.Fix);
        }
    }

    [Fact]
    public void System_tests_are_left_out()
    {
        foreach (var id in new[] { OddRuns.SystemTest, OddRuns.SystemTestFailed })
        {
            Assert.False(_plant.Reports().ContainsKey(id));
            Assert.Equal(Outcome.Excluded, _plant.Recorded().Single(r => r.Id == id).Outcome);
        }
    }

    [Fact]
    public void Fifty_runs_of_one_millisecond_and_the_stamps_between_milliseconds_are_delivered_once()
    {
        var reports = _plant.Reports();

        Assert.All(OddRuns.SameMillisecond, id => Assert.True(reports.ContainsKey(id)));
        Assert.All(OddRuns.AdjacentStamps, id => Assert.True(reports.ContainsKey(id)));
        Assert.Equal(50, OddRuns.SameMillisecond.Distinct().Count());
    }

    [Fact]
    public void Runs_that_WATS_would_take_for_one_start_at_times_of_their_own()
    {
        var starts = OddRuns.SameStart.Select(id => (string)_plant.Report(id)["start"]!).ToList();

        Assert.Equal(3, starts.Distinct().Count());
    }

    [Fact]
    public void Every_report_keeps_to_the_written_contract()
    {
        var validator = new WsjfValidator();
        foreach (var (id, report) in _plant.Reports())
        {
            var problems = validator.Validate(report);
            Assert.True(problems is [], $"{id}: {string.Join("; ", problems)}");
            Assert.Empty(Wats.Refusals(report));
        }
    }

    [Fact]
    public void A_failed_report_has_a_failed_step_and_an_unknown_verdict_is_never_passed()
    {
        Assert.Equal("E", (string)_plant.Report(OddRuns.ResultUnknown)["result"]!);
        Assert.Equal("E", (string)_plant.Report(OddRuns.ResultNull)["result"]!);
        var failed = _plant
            .Reports()
            .Keys.Select(_plant.Report)
            .Where(r => (string)r["type"]! == "T" && (string)r["result"]! == "F")
            .ToList();
        Assert.NotEmpty(failed);
        Assert.All(failed, r => Assert.Contains("\"status\":\"F\"", r["root"]!["steps"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_from_another_server()
    {
        await using var other = await Plant.StartAsync(synced.Plant.Rows);
        await other.SyncAsync();

        Same(_plant.Reports(), other.Reports());
    }

    internal static void Same(IReadOnlyDictionary<Guid, byte[]> expected, IReadOnlyDictionary<Guid, byte[]> actual)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(
            expected,
            report => Assert.True(report.Value.AsSpan().SequenceEqual(actual[report.Key]), $"{report.Key} differs")
        );
    }
}
