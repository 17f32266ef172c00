using System.CommandLine;
using VteBridge.Cli;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Cli;

/// <summary>The verbs as people and scripts see them.</summary>
public sealed class VerbTests(SmallPlant small) : IClassFixture<SmallPlant>
{
    private readonly Plant _plant = small.Plant;

    [Fact]
    public void Every_verb_helps_with_examples_and_exit_codes()
    {
        var verbs = CommandLine
            .Create()
            .Subcommands.SelectMany(c => c.Subcommands.DefaultIfEmpty(c).Select(verb => (Group: c, Verb: verb)))
            .ToList();

        Assert.True(verbs.Count >= 13);
        Assert.All(
            verbs,
            v =>
            {
                Assert.Contains("  vtebridge ", v.Group.Description + v.Verb.Description);
                Assert.EndsWith(VerbCommand.ExitCodes, v.Verb.Description);
            }
        );
    }

    [Fact]
    public async Task Help_of_the_program_lists_each_verb_in_one_line()
    {
        var end = await _plant.RunAsync("--help");

        Assert.Single(
            end.Output.Split('\n'),
            line => line.Contains("One cycle: reads what is new", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("vtebridge sync --plan", end.Output);
        Assert.Contains("vtebridge sync --plan", (await _plant.RunAsync("sync", "--help")).Output);
    }

    [Theory]
    [InlineData("sync", "--fom", "See 'vtebridge sync --help'.")]
    [InlineData("service", "instal", "See 'vtebridge service --help'.")]
    [InlineData("snyc", "--json", "See 'vtebridge --help'.")]
    public async Task Unknown_word_is_named_on_standard_error_without_the_whole_help(
        string verb,
        string word,
        string see
    )
    {
        var end = await VtebridgeProcess.RunAsync(new Dictionary<string, string?>(), verb, word);

        Assert.Equal(ExitCode.Usage, end.Code);
        Assert.Contains("Did you mean", end.Errors, StringComparison.Ordinal);
        Assert.EndsWith(see, end.Errors.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", end.Errors, StringComparison.Ordinal);
        Assert.Equal(word == "--json" ? 1 : 0, end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Version_names_all_that_a_report_of_a_fault_needs()
    {
        var end = await _plant.RunAsync("--version");

        Assert.Matches(
            @"^vtebridge \d+\.\d+\.\d+\ncommit +([0-9a-f]{40}|not known)\nruntime +\.NET 10\.\S+ \S+\nSqlClient +\d+\.\d+\.\d+\ntime zones +20\d\d[a-z]$",
            end.Output.ReplaceLineEndings("\n").TrimEnd()
        );
    }

    [Fact]
    public void Sending_verbs_share_the_destination_flags()
    {
        var root = CommandLine.Create();

        foreach (var name in new[] { "sync", "backfill" })
            Assert.Superset(
                new HashSet<Option> { DestinationFlags.Destination, DestinationFlags.Folder },
                root.Subcommands.Single(c => c.Name == name).Options.ToHashSet()
            );
    }

    [Fact]
    public async Task Sync_ends_with_one_plain_sentence()
    {
        var end = await _plant.RunAsync("sync", "--set", "State:Folder=" + _plant.Folder.Of("sentence"));

        Assert.Equal(0, end.Code);
        Assert.Matches(
            @"^2 runs and 0 repairs read: 2 queued\. Everything up to \d{4}-\d\d-\d\d \d\d:\d\d:\d\d is done; it took \d+\.\d s\.$",
            end.Output.TrimEnd()
        );
    }

    [Fact]
    public async Task Backfill_goes_to_the_folder_that_it_is_given()
    {
        var folder = _plant.Folder.Of("history");

        var end = await _plant.RunAsync(
            "backfill",
            "--json",
            "--from",
            "2000-01-01",
            "--folder",
            folder,
            "--set",
            "State:Folder=" + _plant.Folder.Of("history-state")
        );

        Assert.Equal(0, end.Code);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task Reconcile_in_a_pipe_has_a_header()
    {
        var end = await _plant.RunAsync("reconcile", "--store-only", "--from", "2000-01-01");

        Assert.Matches("(?m)^day +testplan +in VTE +delivered", end.Output);
    }

    [Fact]
    public async Task Export_replaces_a_file_only_when_told_to()
    {
        var file = _plant.Folder.Write("reports.ndjson", "kept");

        var refused = await _plant.RunAsync("export", "--out", file);
        Assert.Equal((ExitCode.Usage, "kept"), (refused.Code, File.ReadAllText(file)));
        Assert.Contains("--force", refused.Errors);

        var replaced = await _plant.RunAsync("export", "--out", file, "--force", "--json");
        Assert.Equal((0, 0), (replaced.Code, (int)replaced.Json["exitCode"]!));
        Assert.Equal(2, File.ReadLines(file).Count());
    }
}
