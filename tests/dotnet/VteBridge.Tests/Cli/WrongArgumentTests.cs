using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>An argument that is wrong, or names what is not there, is told with how it is written.</summary>
public sealed class WrongArgumentTests(SmallPlant small) : WrongTestBase(small)
{
    [Theory]
    [InlineData("2026-13-01")]
    [InlineData("01/02/2026")]
    [InlineData("2026-01-31T00:00:00Z")]
    [InlineData("yesterday")]
    public async Task A_time_is_written_one_way_only(string time)
    {
        foreach (var verb in new[] { "backfill", "export", "reconcile", "sync" })
        {
            var end = await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), verb, "--from", time);

            Assert.Equal(ExitCode.Usage, end.Code);
            Assert.Contains($"--from: '{time}' is not a time.", end.Errors + end.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("'abc' is not an id. Write an Index_GUID", "export", "--out", "-", "--run", "abc")]
    [InlineData("'abc' is not an id", "explain", "abc")]
    [InlineData("'abc' is not an id", "replay", "abc")]
    public async Task What_was_typed_and_cannot_be_read_is_shown_with_how_it_is_written(
        string says,
        params string[] arguments
    )
    {
        var end = await _plant.RunAsync([.. arguments, "--json"]);

        Says(end, 2, says);
    }

    [Fact]
    public async Task An_id_may_be_pasted_as_a_report_has_it()
    {
        var end = await _plant.RunAsync("explain", $"VTE:{_small.FirstRun}", "--json");

        Assert.Equal((0, $"{_small.FirstRun}"), (end.Code, (string)end.Json["id"]!));
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--forget")]
    public async Task A_dead_letter_that_there_is_not_is_told(string flag)
    {
        var end = await _plant.RunAsync(
            "replay",
            flag,
            $"{Guid.Empty}",
            "--json",
            "--set",
            "State:Folder=" + _plant.Folder.Of("replay")
        );

        Says(end, 2, "no dead letter", "vtebridge status");
    }

    [Theory]
    [InlineData("snyc")]
    [InlineData("sync", "--frmo", "2026-01-01")]
    [InlineData("sync", "--from", "yesterday")]
    [InlineData("export")]
    [InlineData("explain", "not-a-guid")]
    [InlineData("export", "--out", "-", "--from", "2026-02-02", "--to", "2026-02-01")]
    public async Task Usage_that_is_wrong_ends_with_2(params string[] arguments)
    {
        var end = await _plant.RunAsync(arguments);

        Assert.Equal(2, end.Code);
        Assert.NotEmpty(end.Errors);
        Assert.DoesNotContain("   at ", end.Errors);
    }

    [Fact]
    public async Task A_run_that_VTE_does_not_have_is_told()
    {
        Says(await _plant.RunAsync("explain", $"{Guid.Empty}", "--json"), 2, "VTE has no run");
        Says(
            await _plant.RunAsync("export", "--run", $"{Guid.Empty}", "--out", _plant.Folder.Of("none"), "--json"),
            2,
            "VTE has no run"
        );
    }
}
