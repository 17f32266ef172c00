using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Windows;

namespace VteBridge.Tests.Docs;

/// <summary>
/// Output quoted in the docs must be real: each block that begins with `$ vtebridge` is run on one simulated plant, in the order below, and
/// its lines must be printed in this order. Numbers, times and ids may differ, and lines may be left out.
/// </summary>
public sealed partial class QuotedOutputTests(ITestOutputHelper output)
{
    private static readonly Guid Edited = Guid.Parse("0dd00011-0000-4000-8000-000000000002");

    [Fact]
    public async Task Quoted_output_is_what_the_program_prints()
    {
        await using var plant = await Plant.StartAsync(new PlantOptions { Runs = 60 });
        await using var wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = plant.Clock });
        plant.Options = plant.Options with
        {
            Delivery = plant.Options.Delivery with
            {
                Destination = DestinationNames.Wats,
                Folder = plant.Options.State.OwnQueue,
                Sidecar = new SidecarOptions
                {
                    ServerUrl = $"{wats.Address}",
                    TokenFile = plant.Folder.WriteSecret("token", "demo"),
                },
            },
        };
        using var key = Wine.NewKey();
        plant.Folder.WriteSecret("key.pem", key.ExportECPrivateKeyPem());
        plant.Folder.Write("pub.pem", key.ExportSubjectPublicKeyInfoPem());
        var before = new Dictionary<string, Func<Task>>
        {
            ["doctor"] = Nothing,
            ["sync"] = Nothing,
            ["status"] = () => NightAsync(plant),
            ["reconcile --from 2026-01-01 --to 2026-01-31 --yield"] = Nothing,
            ["reconcile --from 2026-01-01 --to 2026-02-01 --deep --evidence january.evidence --sign key.pem"] = Nothing,
            ["reconcile --check-evidence january.evidence --key pub.pem"] = Nothing,
            ["reconcile --from 2026-01-27 --to 2026-01-29 --deep"] = () => Planted(wats),
            [$"diff {Edited}"] = () => Changed(plant),
            ["backfill --from 2020-01-01 --plan"] = Nothing,
            ["replay --cause no-serial"] = Nothing,
        };
        var quoted = Pages()
            .SelectMany(page => Blocks(page).Select(block => (page, block.Command, block.Lines)))
            .ToList();

        var wrong = new List<string>();
        foreach (var (command, prepare) in before)
        {
            await prepare();
            var end = await VtebridgeProcess.RunInAsync(
                Path.GetDirectoryName(plant.Folder.Of("x"))!,
                new Dictionary<string, string?>
                {
                    ["VTEBRIDGE__Vte__ConnectionString"] = plant.Options.Vte.ConnectionString,
                },
                [.. CommandLineParser.SplitCommandLine(command), "--config", plant.Configuration()]
            );
            output.WriteLine($"$ vtebridge {command}\n{end.Output}{end.Errors}");
            foreach (var (page, _, lines) in quoted.Where(q => q.Command == command))
                wrong.AddRange(
                    Unsaid(lines, $"{end.Output}\n{end.Errors}").Select(line => $"{page}, {command}: {line}")
                );
        }
        Assert.Empty(wrong);
        Assert.Equal(before.Keys.Order(), quoted.Select(q => q.Command).Distinct().Order());
    }

    private static Task Nothing() => Task.CompletedTask;

    private static async Task NightAsync(Plant plant)
    {
        for (var day = 0; day < 3; day++)
            await plant.UseAsync(async parts =>
            {
                await new NightlyReconcile(parts).StepAsync(plant.Clock.Now, TestContext.Current.CancellationToken);
                return true;
            });
    }

    /// <summary>Changes a value in WATS.</summary>
    private static Task Planted(WatsServer wats)
    {
        EndToEnd.Planted.In(
            wats,
            wats.Store.All().Single(r => r.Header.Id == Edited),
            json => Measurement(json)["value"] = 78.527852
        );
        return Task.CompletedTask;
    }

    private static JsonNode Measurement(JsonNode json) =>
        json["root"]!["steps"]!
            .AsArray()
            .Select(step => step!["numericMeas"]?.AsArray().FirstOrDefault())
            .First(measurement => measurement is not null)!;

    /// <summary>Edits a value in VTE, and adds a run that VTE is still writing.</summary>
    private static Task Changed(Plant plant)
    {
        plant.Database.Update("TestDataNumeric", "Index_GUID", Edited, "TestUnits", "mA");
        plant.Database.Insert(plant.RunRows(minutesAgo: 4, sequence: 1).Where(r => r.Table == "IndexData"));
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Pages() =>
        Repository
            .Files()
            .Where(f =>
                f.EndsWith(".md", StringComparison.Ordinal) && !f.StartsWith("tests/", StringComparison.Ordinal)
            );

    private static IEnumerable<(string Command, string[] Lines)> Blocks(string page) =>
        from fence in Fence().Matches(Repository.Text(page).ReplaceLineEndings("\n"))
        from call in Call().Matches(fence.Value)
        select (
            call.Groups["command"].Value.Trim(),
            call.Groups["lines"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );

    /// <summary>The expected lines that were not printed, or not in this order.</summary>
    private static IEnumerable<string> Unsaid(IEnumerable<string> lines, string printed)
    {
        var left = new Queue<string>(printed.Split('\n').Select(Alike));
        foreach (var line in lines)
        {
            while (left.TryPeek(out var next) && next != Alike(line))
                left.Dequeue();
            if (!left.TryDequeue(out _))
                yield return line;
        }
    }

    private static string Alike(string line) =>
        Blanks().Replace(Number().Replace(Hash().Replace(line, "HASH"), "N"), " ").Trim();

    [GeneratedRegex(@"(?s)```.*?```")]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?m)^\$ vtebridge (?<command>[^\n]*)\n(?<lines>(?:(?!\$ |```)[^\n]*\n)*)")]
    private static partial Regex Call();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex(@"\d[\d.,:]*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
