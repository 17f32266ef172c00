using System.Text;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.State;

namespace VteBridge.Tests.EndToEnd;

/// <summary>`vtebridge export` as a process: it writes the requested reports and changes nothing else.</summary>
public sealed class ExportTests(SmallPlant small) : IClassFixture<SmallPlant>
{
    private readonly Plant _plant = small.Plant;
    private readonly Guid _run = small.FirstRun;

    [Fact]
    public async Task A_folder_gets_the_files_that_a_sync_delivers_and_no_state_is_touched()
    {
        var end = await _plant.RunAsync("export", "--out", _plant.Folder.Of("out"), "--json");

        Assert.Equal(0, end.Code);
        Assert.Equal(2, (int)end.Json["reports"]!);
        EveryRunTests.Same(_plant.Reports(), Plant.Reports(_plant.Folder.Of("out"), ".json"));
        Assert.Equal(small.StateAfterCycle, SmallPlant.FilesOf(_plant.Options.State.Folder));
    }

    [Fact]
    public async Task Standard_output_gets_one_report_on_each_line_and_nothing_else()
    {
        var end = await _plant.RunAsync("export", "--out", "-", "--json");

        Assert.Equal(0, end.Code);
        Assert.EndsWith("\n", end.Output, StringComparison.Ordinal);
        Assert.Equal(Texts(), end.Output.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
        Assert.Contains("2 reports of 2 runs and 0 repairs exported", end.Errors);
    }

    [Theory]
    [InlineData("reports.ndjson")]
    [InlineData("reports.txt", "--ndjson")]
    public async Task One_file_gets_one_report_on_each_line(string file, params string[] flags)
    {
        var end = await _plant.RunAsync(["export", "--out", _plant.Folder.Of(file), .. flags]);

        Assert.True(end.Code == 0, end.Errors);
        Assert.Equal(Texts(), File.ReadLines(_plant.Folder.Of(file)).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(_plant.Folder.Of(file + ".tmp")));
    }

    [Fact]
    public async Task A_json_file_is_one_array()
    {
        await _plant.RunAsync("export", "--out", _plant.Folder.Of("all.json"), "--pretty");

        Assert.Equal(2, JsonNode.Parse(File.ReadAllText(_plant.Folder.Of("all.json")))!.AsArray().Count);
    }

    [Fact]
    public async Task One_run_can_be_asked_for_in_a_form_for_people()
    {
        var end = await _plant.RunAsync("export", "--run", $"{_run}", "--pretty", "--out", "-");

        Assert.StartsWith("{\n  \"", end.Output, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(_plant.Report(_run), JsonNode.Parse(end.Output)));
    }

    [Fact]
    public async Task A_range_of_time_includes_both_its_ends()
    {
        var (from, to) = (_plant.Now.AddMinutes(-61), _plant.Now.AddMinutes(-59));

        var end = await _plant.RunAsync("export", "--from", $"{from:s}", "--to", $"{to:s}", "--out", "-");

        Assert.Equal(_run.ToString(), (string)JsonNode.Parse(end.Output)!["id"]!);
    }

    [Fact]
    public async Task Runs_that_cannot_be_mapped_are_told_and_end_with_5()
    {
        await using var odd = await Plant.StartAsync(new PlantOptions { Runs = 0 });

        var end = await odd.RunAsync("export", "--out", odd.Folder.Of("out"), "--json");

        Assert.Equal(5, end.Code);
        await odd.SyncAsync();
        Assert.Equal(odd.DeadLetters().Count, (int)end.Json["problems"]!);
        Assert.Contains($"Not mapped {OddRuns.SerialNull}", end.Errors);
    }

    private IEnumerable<string> Texts() =>
        _plant.Reports().Values.Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal);
}
