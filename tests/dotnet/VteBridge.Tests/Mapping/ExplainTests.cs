using VteBridge.Mapping;
using VteBridge.Vte;

namespace VteBridge.Tests.Mapping;

public class ExplainTests
{
    [Fact]
    public void Every_header_field_says_where_it_came_from()
    {
        var lines = Runs.Mapper().Explain(Runs.Ordinary with { Info1 = "x", ExitCode = "7" });

        foreach (
            var path in new[]
            {
                "id",
                "sn",
                "pn",
                "rev",
                "processCode",
                "result",
                "machineName",
                "location",
                "purpose",
                "start",
                "uut.user",
                "uut.execTime",
                "uut.errorCode",
                "uut.batchSN",
                "root.seqCall",
                "miscInfos \"Info1\"",
            }
        )
            Assert.Contains(lines, line => line.Path == path);
        Assert.Contains(
            new Explained(
                "machineName",
                "TS1",
                "TestSystems.Name",
                "first of TestSystems.Name, IndexData.Hostname, TestSystems.Hostname, Mapping:DefaultStation that is not blank"
            ),
            lines
        );
    }

    [Fact]
    public void Every_step_says_which_rule_gave_its_verdict()
    {
        var lines = Runs.Mapper()
            .Explain(Runs.Ordinary with { Steps = [Runs.Number(1, "V", 1, 0, 2), Runs.Text(2, "T", "x", "0")] });

        Assert.Contains(
            new Explained(
                "step 1 \"V\" status",
                "Passed",
                "TestDataNumeric.TestResultType NULL, limits low 0, high 2",
                "the limits"
            ),
            lines
        );
        Assert.Contains(
            new Explained(
                "step 2 \"T\" status",
                "Failed",
                "TestDataText.TestResultType 0, limits none",
                "the code, which is listed"
            ),
            lines
        );
    }

    [Fact]
    public void Explanation_of_an_unmappable_run_ends_with_the_reason()
    {
        var lines = Runs.Mapper().Explain(Runs.Ordinary with { Uut = null });

        Assert.Equal("id", lines[0].Path);
        Assert.Equal("problem", lines[^1].Path);
        Assert.Contains("no serial number", lines[^1].Value);
    }

    [Fact]
    public void Repairs_are_explained_too()
    {
        var mapper = new RepairMapper(Runs.Options, new VteClock(Runs.Vte), "1.2.3");

        var lines = mapper.Explain(Repairs.Ordinary);

        foreach (
            var path in new[]
            {
                "id",
                "sn",
                "pn",
                "start",
                "uur.refUUT",
                "subUnits[0].failures[0]",
                "subUnits[0].failures[].refStepId",
            }
        )
            Assert.Contains(lines, line => line.Path == path);
    }
}
