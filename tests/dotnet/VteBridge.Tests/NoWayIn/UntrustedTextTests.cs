using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Delivery.Sidecar;
using VteBridge.Doctor;
using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.NoWayIn;

/// <summary>Texts in VTE must not control a terminal, begin a line or reverse the reading direction in the output of any verb.</summary>
public sealed class UntrustedTextTests : IAsyncLifetime
{
    private Plant _plant = null!;
    private Guid _reported;
    private Guid _buried;

    public async ValueTask InitializeAsync() => (_plant, _reported, _buried) = await UntrustedPlant.StartAsync();

    public ValueTask DisposeAsync() => _plant.DisposeAsync();

    [Fact]
    public async Task Every_verb_that_shows_texts_of_VTE_shows_them_harmless()
    {
        var day = $"{_plant.Now.AddDays(-1):yyyy-MM-dd}";
        string[][] calls =
        [
            ["sync", "--verbose", "--json"],
            ["status"],
            ["status", "--json"],
            ["explain", $"{_reported}"],
            ["explain", $"{_reported}", "--json"],
            ["explain", $"{_buried}"],
            ["reconcile", "--store-only", "--from", day],
            ["reconcile", "--store-only", "--json", "--from", day],
            ["export", "--from", day, "--out", "-"],
            ["export", "--from", day, "--out", "-", "--pretty"],
            ["doctor", "--verbose"],
            ["doctor", "--json"],
            ["replay", "--all", "--verbose"],
        ];
        var shown = 0;
        foreach (var call in calls)
        {
            var end = await _plant.RunAsync(call);
            UntrustedText.AssertHarmless(end.Output + end.Errors);
            shown += end.Output.Contains("owned", StringComparison.Ordinal) ? 1 : 0;
        }
        Assert.True(shown > 5, $"only {shown} of {calls.Length} calls showed a reserved text at all");
        Assert.Equal([_reported], _plant.Reports().Keys);
        Assert.Equal([_buried], _plant.DeadLetters().Keys);
    }

    [Fact]
    public async Task What_was_made_harmless_for_the_eye_is_whole_in_the_report_and_in_JSON()
    {
        await _plant.SyncAsync();
        var report = Path.Combine(_plant.Options.Delivery.Folder, $"{_reported}.json");
        // WATS rejects control characters, but it accepts characters that change the reading direction, so these stay.
        Assert.Contains("\u202Egnp.exe", File.ReadAllText(report), StringComparison.Ordinal);
        var day = $"{_plant.Now.AddDays(-1):yyyy-MM-dd}";

        var export = await _plant.RunAsync("export", "--from", day, "--out", "-");

        var line = export.Output.Split('\n').Single(l => l.Contains($"{_reported}", StringComparison.Ordinal));
        Assert.Contains("\\u202egnp.exe", line, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(report)), JsonNode.Parse(line)));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("explain")]
    [InlineData("doctor")]
    public async Task On_a_terminal_the_tables_are_harmless_too(string verb)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a terminal is made with script(1), which Linux has");
        await _plant.SyncAsync();
        string[] arguments =
        [
            verb,
            .. verb == "explain" ? new[] { $"{_reported}" } : [],
            "--config",
            _plant.Configuration(),
        ];
        var program = Path.Combine(AppContext.BaseDirectory, "vtebridge");
        var start = new ProcessStartInfo("script", ["-qec", $"{program} {string.Join(' ', arguments)}", "/dev/null"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.Environment["VTEBRIDGE__Vte__ConnectionString"] = _plant.Options.Vte.ConnectionString;
        start.Environment["TERM"] = "xterm-256color";
        try
        {
            using var process = Process.Start(start)!;
            var screen = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Contains("│", screen, StringComparison.Ordinal);
            UntrustedText.AssertNothingObeyed(screen);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("script(1) is not on this machine");
        }
    }

    [Theory]
    [InlineData("Text")]
    [InlineData("Json")]
    public async Task A_line_of_the_log_is_one_line_whatever_stands_in_VTE(string format)
    {
        var folder = _plant.Folder.Of("log");
        var end = await _plant.RunAsync(
            "sync",
            "--set",
            $"Log:Folder={folder}",
            "--set",
            $"Log:Format={format}",
            "--set",
            "Log:Level=Debug"
        );

        Assert.Equal(5, end.Code);
        var text = await File.ReadAllTextAsync(
            Assert.Single(Directory.GetFiles(folder)),
            TestContext.Current.CancellationToken
        );
        UntrustedText.AssertHarmless(text);
        var lines = text.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length > 3, text);
        foreach (var line in lines)
            if (format == "Json")
                JsonDocument.Parse(line).Dispose();
            else
                Assert.Matches(@"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (DBG|INF|WRN|ERR) |    )", line);
    }

    [Fact]
    public void File_names_come_from_ids_alone()
    {
        var options = _plant.Options;
        Assert.Equal(DestinationNames.Directory, options.Delivery.Destination);
        foreach (
            var id in new[] { "../../etc/passwd", "..", "a/b", "C:\\x", "", "6f9619ff-8b86-d011-b42d-00c04fc964ff/.." }
        )
            Assert.Null(DrainLine.Parse(JsonSerializer.Serialize(new { id, outcome = "Rejected" }))?.Receipt());
    }
}
