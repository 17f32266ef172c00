using System.Text.Json.Nodes;
using VteBridge.Core;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>`explain`: a person who doubts a report sees where each value comes from.</summary>
[Collection(SyncedPlantCollection.Name)]
public sealed class ExplainTests(SyncedPlant synced)
{
    private readonly Plant _plant = synced.Plant;

    [Fact]
    public async Task An_ordinary_run_is_explained_field_by_field_and_shown_as_it_was_sent()
    {
        var end = await _plant.RunAsync("explain", $"{OddRuns.EditedRun}", "--json");

        Assert.Equal(0, end.Code);
        Assert.True(JsonNode.DeepEquals(_plant.Report(OddRuns.EditedRun), end.Json["report"]));
        var fields = end.Json["fields"]!.AsArray();
        Assert.All(fields, f => Assert.NotEmpty((string)f!["source"]! + f["rule"]));
        foreach (var path in new[] { "sn", "pn", "processCode", "result", "start" })
            Assert.Contains(fields, f => ((string)f!["path"]!).EndsWith(path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dead_letter_is_explained_too()
    {
        var end = await _plant.RunAsync("explain", $"{OddRuns.SerialNull}", "--json");

        Assert.Equal(5, end.Code);
        Assert.StartsWith("Dead letter: ", (string)end.Json["outcome"]!);
        Assert.Null(end.Json["report"]);
        Assert.NotEmpty(end.Json["fields"]!.AsArray());
    }

    [Fact]
    public async Task A_run_that_shares_its_start_is_explained_with_the_start_that_it_was_sent_with()
    {
        var last = OddRuns.SameStart.MaxBy(id => (string)_plant.Report(id)["start"]!, StringComparer.Ordinal);

        var end = await _plant.RunAsync("explain", $"{last}", "--json");

        Assert.Contains("start-moved", (string)end.Json["outcome"]!);
        Assert.True(JsonNode.DeepEquals(_plant.Report(last), end.Json["report"]));
    }

    [Fact]
    public async Task A_repair_is_explained_by_the_id_of_its_report()
    {
        var repair = _plant.Recorded().First(e => e is { Kind: ReportKind.Repair, Outcome: Outcome.Queued });

        var end = await _plant.RunAsync("explain", $"{repair.Id}", "--json");

        Assert.Equal(0, end.Code);
        Assert.True(JsonNode.DeepEquals(_plant.Report(repair.Id), end.Json["report"]));
    }

    [Fact]
    public async Task A_repair_that_no_sync_has_seen_is_explained_by_its_key()
    {
        var repair = _plant.Recorded().First(e => e is { Kind: ReportKind.Repair, Outcome: Outcome.Queued });

        var end = await _plant.RunAsync(
            "explain",
            $"{repair.Id}",
            "--json",
            "--set",
            "State:Folder=" + _plant.Folder.Of("never-used")
        );

        Assert.Equal(0, end.Code);
        Assert.True(JsonNode.DeepEquals(_plant.Report(repair.Id), end.Json["report"]));
    }

    [Fact]
    public async Task People_get_a_table_and_the_report()
    {
        var end = await _plant.RunAsync("explain", $"{OddRuns.EditedRun}");

        Assert.Matches("(?m)^field +value +from +rule$", end.Output);
        Assert.Matches("(?m)^sn ", end.Output);
        Assert.Contains($"\"id\": \"{OddRuns.EditedRun}\"", end.Output);
    }
}
