using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Texts of steps are worked out once for many runs; no step may get those of another.</summary>
public sealed class KnownTextsTests
{
    private static readonly TestStep Step = Runs.Number(1, "Supply", 5) with { Description = "At full load" };

    [Fact]
    public void Rows_that_differ_in_one_text_only_keep_their_own()
    {
        TestStep[] rows =
        [
            Step,
            Step with
            {
                Number = 2,
                Units = "A",
            },
            Step with
            {
                Number = 3,
                Description = "Without load",
            },
            Step with
            {
                Number = 4,
                TestNumber = "7.2",
            },
            Step with
            {
                Number = 5,
                Name = "Load",
            },
            Step with
            {
                Number = 6,
            },
        ];
        var mapper = Runs.Mapper();
        for (var run = 0; run < 2; run++)
            Assert.Equal(
                [
                    "Supply V At full load",
                    "Supply A At full load",
                    "Supply V Without load",
                    "Supply V At full load<br>Test number: 7.2",
                    "Load V At full load",
                    "Supply V At full load",
                ],
                Steps(mapper, rows).Select(s => $"{s.Name} {s.Measurement.Unit} {s.ReportText}")
            );
    }

    [Fact]
    public void A_row_without_a_name_is_called_by_its_own_number()
    {
        var nameless = Step with { Name = " ", Description = null };
        Assert.Equal(
            ["Step 1", "Step 9"],
            Steps(Runs.Mapper(), nameless, nameless with { Number = 9 }).Select(s => s.Name)
        );
    }

    [Fact]
    public void A_cut_name_is_flagged_in_each_run_that_has_it()
    {
        var mapper = Runs.Mapper();
        var run = Runs.Ordinary with { Steps = [Step with { Name = new string('n', 150) }] };
        for (var i = 0; i < 2; i++)
            Assert.Contains(Flags.TextCut, ((MappedReport)mapper.Map(run)).Flags);
    }

    [Fact]
    public void More_texts_than_are_kept_are_as_right_as_few()
    {
        TestStep[] rows = [.. Enumerable.Range(1, 12_000).Select(i => Step with { Number = i, Name = $"Gain {i}" })];
        var mapper = Runs.Mapper();
        for (var run = 0; run < 2; run++)
            Assert.Equal(rows.Select(r => r.Name), Steps(mapper, rows).Select(s => s.Name));
    }

    private static IEnumerable<NumericStep> Steps(RunMapper mapper, params TestStep[] rows) =>
        Assert
            .IsType<MappedReport>(mapper.Map(Runs.Ordinary with { Steps = rows }))
            .Report.Root!.Steps.Cast<NumericStep>();
}
