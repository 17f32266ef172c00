using VteBridge.Doctor;

namespace VteBridge.Tests.Doctor;

public sealed class DoctorReportTests
{
    private static readonly DoctorReport Report = new([
        Finding.Ok(FindingGroup.Vte, "server", "SQL Server"),
        Finding.Ok(FindingGroup.Vte, "clock", "0 s"),
        Finding.Warning(FindingGroup.Vte, "rights", "may INSERT", "use another login"),
        new Finding(FindingGroup.Wats, Level.Error, "server", "no answer", "check the address", 4),
        Finding.Ok(FindingGroup.Configuration, "options", "all good"),
    ]);

    [Fact]
    public void The_summary_counts_by_level() => Assert.Equal("1 error, 1 warning, 3 ok", Report.Summary);

    [Fact]
    public void The_first_error_decides_the_exit_code() => Assert.Equal(4, Report.ExitCode);

    [Fact]
    public void Short_shows_problems_and_one_line_for_the_rest_of_a_group()
    {
        var groups = Report.Groups(all: false).ToList();

        Assert.Equal([FindingGroup.Configuration, FindingGroup.Vte, FindingGroup.Wats], groups.Select(g => g.Group));
        Assert.Equal(["may INSERT", "server, clock"], groups[1].Findings.Select(f => f.What));
    }

    [Fact]
    public void All_shows_every_finding_problems_first()
    {
        var groups = Report.Groups(all: true).ToList();

        Assert.Equal(Report.Findings.Count, groups.Sum(g => g.Findings.Count));
        Assert.Equal(["rights", "server", "clock"], groups[1].Findings.Select(f => f.Check));
    }
}
