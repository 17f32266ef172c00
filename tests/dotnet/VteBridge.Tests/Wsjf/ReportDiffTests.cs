using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VteBridge.Mapping;
using VteBridge.Simulator.Wats;
using VteBridge.Tests.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Wsjf;

public class ReportDiffTests
{
    private static readonly TestRun Run = Runs.Ordinary with
    {
        Info1 = "Fixture 7",
        Info2 = "Fixture 8",
        Assemblies = [new AssemblyPart(1, null, "PCBA", "PCB-100", "PCB-1", "C")],
        History = [new UutEvent(null, "Renamed", "A"), new UutEvent(null, "Renamed", "B")],
        Steps =
        [
            Runs.Number(1, "Vin", 0.1 + 0.2, 0, 2),
            Runs.Number(2, "Vout", 3.21, 0, 5),
            Runs.Text(3, "Log", new string('x', 90) + "a"),
            Runs.Number(4, "Gain", 1),
            Runs.Number(4, "Gain 10 kHz", 2),
            Runs.Other(5, "Ramp", null) with
            {
                Text = "0;1\n1;2.5",
            },
        ],
    };

    [Fact]
    public void Report_does_not_differ_from_itself() => Assert.Empty(Diff(Run, Run));

    [Fact]
    public void Every_golden_report_comes_back_from_WATS_without_a_difference()
    {
        foreach (var map in GoldenRuns.All.Values)
        {
            var sent = WsjfWriter.ToUtf8(Assert.IsType<MappedReport>(map()).Report);

            Assert.Empty(ReportDiff.Between(Returned(sent), sent));
            Assert.Empty(ReportDiff.Between(sent, Returned(sent)));
        }
    }

    [Fact]
    public void Digits_beyond_the_fifteenth_do_not_count()
    {
        Assert.Empty(Diff(Run, With(0, step => step with { Value = 0.3 })));
        Assert.Equal(
            ["step 1 'Vin' value 0.30000000000000004 → 0.300000000000001"],
            Diff(Run, With(0, step => step with { Value = 0.300000000000001 }))
        );
    }

    [Fact]
    public void Largest_number_comes_back_from_WATS_without_a_difference()
    {
        var sent = WsjfWriter.ToUtf8(Runs.Report(With(0, step => step with { Value = double.MaxValue })));

        Assert.Empty(ReportDiff.Between(Returned(sent), sent));
    }

    [Fact]
    public void Changed_fact_is_named_with_both_values()
    {
        Assert.Equal(["step 2 'Vout' value 3.21 → 3.25"], Diff(Run, With(1, step => step with { Value = 3.25 })));
        Assert.Equal(
            ["step 2 'Vout' compOp GELE → GE", "step 2 'Vout' highLimit 5 → (absent)"],
            Diff(Run, With(1, step => step with { HighLimit = null }))
        );
        Assert.Equal(
            ["step 4 'Gain' 'Gain 10 kHz' value 2 → 2.5"],
            Diff(Run, With(4, step => step with { Value = 2.5 }))
        );
        Assert.Equal(
            ["step 5 'Ramp' chart ydata 1;2.5 → 1;2.75"],
            Diff(Run, With(5, step => step with { Text = "0;1\n1;2.75" }))
        );
        Assert.Equal(["uut user kari → ola"], Diff(Run, Run with { UserName = "ola" }));
    }

    [Fact]
    public void Long_text_is_shown_where_it_becomes_another()
    {
        var difference = Assert.Single(Diff(Run, With(2, step => step with { Text = new string('x', 90) + "b" })));

        Assert.Equal(
            $"step 3 'Log' value …{new string('x', 20)}a (91 characters) → …{new string('x', 20)}b (91 characters)",
            difference
        );
    }

    [Fact]
    public void Step_that_is_missing_is_named()
    {
        var fewer = Run with { Steps = [.. Run.Steps.Where(step => step.Name != "Vout")] };

        Assert.Equal(["step 2 'Vout' present → (absent)"], Diff(Run, fewer));
        Assert.Equal(["step 2 'Vout' (absent) → present"], Diff(fewer, Run));
    }

    [Fact]
    public void Order_of_misc_infos_does_not_count()
    {
        Assert.Empty(Diff(Run, Run with { History = [.. Run.History.Reverse()] }));
        Assert.Equal(
            ["misc info 'VTE history' text Renamed was A → Renamed was C"],
            Diff(Run, Run with { History = [Run.History[1], new UutEvent(null, "Renamed", "C")] })
        );
    }

    [Fact]
    public void Report_that_lost_its_sub_units_is_found() =>
        Assert.Equal(["sub-unit 'PCBA PCB-1' (absent) → present"], Diff(Run with { Assemblies = [] }, Run));

    [Fact]
    public void Attachments_are_told_by_size_and_hash()
    {
        var blob = new Blob([1, 2, 3, 0], 4, "");
        var run = Runs.Ordinary with { Steps = [Runs.Other(1, "Raw", blob)] };
        var other = run with { Steps = [Runs.Other(1, "Raw", blob with { Head = [1, 2, 3, 1] })] };

        Assert.Matches(
            "^step 1 'Raw' attachment data 4 bytes, SHA-256 [0-9a-f]{64} → 4 bytes, SHA-256 [0-9a-f]{64}$",
            Assert.Single(Diff(run, other))
        );
    }

    [Fact]
    public void Same_instant_in_another_zone_is_no_difference()
    {
        var report = Runs.Report(Run);
        var moved = report with { Start = report.Start.ToOffset(TimeSpan.Zero) };

        Assert.Empty(ReportDiff.Between(WsjfWriter.ToUtf8(report), WsjfWriter.ToUtf8(moved)));
    }

    /// <summary>Changes and removes every text and number of every golden report, one at a time.</summary>
    [Fact]
    public void Any_value_that_WATS_has_otherwise_or_not_at_all_is_found()
    {
        foreach (var (name, map) in GoldenRuns.All)
        {
            var sent = WsjfWriter.ToUtf8(Assert.IsType<MappedReport>(map()).Report);
            foreach (var path in Leaves(JsonNode.Parse(sent.Span)!, []))
            {
                var returned = JsonNode.Parse(Returned(sent).Span)!;
                var owner = path.SkipLast(1)
                    .Aggregate(returned, (node, step) => step is int i ? node[i]! : node[(string)step]!);
                var member = (string)path[^1];
                if (member is "id" && path.Count > 1)
                    continue; // WATS numbers steps itself.
                var value = owner[member]!.AsValue();
                owner[member] = value.TryGetValue<double>(out var number) ? number * 1.001 + 1 : $"{value}x";
                Found("changed");
                owner[member] = null;
                if (member is not ("processName" or "refStepId"))
                    Found("absent");

                void Found(string what) =>
                    Assert.True(
                        ReportDiff.Between(Encoding.UTF8.GetBytes(returned.ToJsonString()), sent).Any(),
                        $"{name}: {string.Join('/', path)} {what}"
                    );
            }
        }
    }

    [Fact]
    public void What_is_of_another_type_in_WATS_is_a_difference_and_no_failure()
    {
        var sent = WsjfWriter.ToUtf8(Runs.Report(Run));
        foreach (var odd in new[] { "5", "\"x\"", "[5]", "{\"a\":1}", "true" })
        foreach (var member in new[] { "miscInfos", "subUnits", "root", "uut", "sn" })
        {
            var returned = JsonNode.Parse(Returned(sent).Span)!;
            returned[member] = JsonNode.Parse(odd);
            Assert.NotEmpty(ReportDiff.Between(Encoding.UTF8.GetBytes(returned.ToJsonString()), sent));
        }
    }

    private static IEnumerable<IReadOnlyList<object>> Leaves(JsonNode node, IReadOnlyList<object> path) =>
        node switch
        {
            JsonObject owner => owner
                .Where(m => m.Value is not null)
                .SelectMany(m => Leaves(m.Value!, [.. path, m.Key])),
            JsonArray list => list.SelectMany((item, i) => Leaves(item!, [.. path, i])),
            _ => [path],
        };

    private static TestRun With(int at, Func<TestStep, TestStep> change) =>
        Run with
        {
            Steps = [.. Run.Steps.Select((step, i) => i == at ? change(step) : step)],
        };

    private static List<string> Diff(TestRun before, TestRun after) =>
        [
            .. ReportDiff
                .Between(WsjfWriter.ToUtf8(Runs.Report(before)), WsjfWriter.ToUtf8(Runs.Report(after)))
                .Select(difference => difference.ToString()),
        ];

    /// <summary>The report as the simulated WATS returns it.</summary>
    private static ReadOnlyMemory<byte> Returned(ReadOnlyMemory<byte> sent)
    {
        using var json = JsonDocument.Parse(sent);
        var stored = new StoredReport(ReportHeader.From(json.RootElement), "", sent.Length, sent, 1, 1, false);
        var returned = new WsjfReturn(new VteBridge.Simulator.Wats.Rules.WsjfRules());
        return Encoding.UTF8.GetBytes(returned.Document(stored, isWhole: true).ToJsonString());
    }
}
