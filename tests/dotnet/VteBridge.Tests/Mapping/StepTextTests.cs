using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>The name and the report text of a step hold every text that VTE has about it.</summary>
public sealed class StepTextTests
{
    [Fact]
    public void Missing_number_leaves_its_limits_in_words()
    {
        var (steps, _) = Runs.Steps([Runs.Number(1, "V", null, 0, 5)]);

        Assert.Equal("Units: V<br>Limits: low 0, high 5", Assert.IsType<ActionStep>(steps[0]).ReportText);
    }

    [Fact]
    public void Unit_without_a_place_is_in_the_report_text()
    {
        var (steps, _) = Runs.Steps([Runs.Text(1, "T", "x", units: "V"), Runs.Number(2, "N", 1)]);

        Assert.Equal(["Units: V", null], steps.Select(step => step.ReportText));
    }

    [Fact]
    public void Nameless_step_is_called_by_its_number()
    {
        var (steps, _) = Runs.Steps([
            Runs.Number(7, " ", 1, test: "3.1"),
            Runs.Number(8, null, 1),
            Runs.Number(null, "", 1),
        ]);

        Assert.Equal(["3.1", "Step 8", "Step 3"], steps.Select(step => step.Name));
        Assert.All(steps, step => Assert.Null(step.ReportText));
    }

    [Fact]
    public void Description_and_test_number_are_told_beyond_the_name()
    {
        var (steps, _) = Runs.Steps([
            Runs.Number(1, "Gain", 1, description: " GAIN "),
            Runs.Number(2, "Gain", 1, description: "Gain at <1 kHz>", test: "3.1"),
            Runs.Number(3, "Gain", 1, description: "two\nlines"),
        ]);

        Assert.Equal(
            [null, "Gain at &lt;1 kHz&gt;<br>Test number: 3.1", "<pre>two\nlines</pre>"],
            steps.Select(step => step.ReportText)
        );
    }

    [Fact]
    public void Long_names_of_one_step_stay_different_when_cut()
    {
        var name = new string('n', 120);
        var (steps, _) = Runs.Steps([Runs.Text(1, name + "a", "x"), Runs.Text(1, name + "b", "y")]);

        var multi = Assert.IsType<StringStep>(steps[0]);
        Assert.Equal([new string('n', 100), new string('n', 96) + " (2)"], multi.Measurements.Select(one => one.Name));
        Assert.Contains(name + "a", multi.ReportText);
        Assert.Contains(name + "b", multi.ReportText);
    }

    [Theory]
    [InlineData("U/I")]
    [InlineData("U¶I")]
    public void Path_characters_are_flagged_and_can_be_replaced(string name)
    {
        TestStep[] rows = [Runs.Number(1, name, 1), Runs.Text(2, name, "x"), Runs.Text(2, name, "y")];

        var (kept, flags) = Runs.Steps(rows);
        Assert.Equal([name, name], kept.Select(step => step.Name));
        Assert.Equal([Flags.PathCharacter], flags);

        var (replaced, _) = Runs.Steps(rows, Runs.Options with { PathCharacters = PathCharacterPolicy.Replace });
        Assert.Equal(["U-I", "U-I"], replaced.Select(step => step.Name));
        Assert.Equal(["U-I", "U-I (2)"], Assert.IsType<StringStep>(replaced[1]).Measurements.Select(one => one.Name));
        Assert.Equal($"Name: {name}", replaced[0].ReportText);
        Assert.Contains($"U-I (2), Name: {name}", replaced[1].ReportText);
    }
}
