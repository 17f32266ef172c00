using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Runs at the same time, and runs at times that a DST change skips or repeats.</summary>
public class OddTimeTests
{
    [Fact]
    public void Starts_move_only_where_WATS_would_overwrite()
    {
        var mapper = Runs.Mapper();
        var collisions = new StartTimeCollisions();
        var starts = Enumerable
            .Range(0, 50)
            .Select(i =>
                Runs.Ordinary with
                {
                    Id = new Guid(i + 1, 0, 0, new byte[8]),
                    Uut = new Uut($"SN-{i % 25}", null, null),
                }
            )
            .Select(run => Assert.IsType<MappedReport>(mapper.Map(run, collisions.ShiftOf(mapper.StartKeyOf(run)))))
            .ToList();

        Assert.Equal(50, starts.Select(one => (one.Report.SerialNumber, one.Report.Start)).Distinct().Count());
        Assert.All(starts.Take(25), one => Assert.Empty(one.Flags));
        Assert.All(starts.Skip(25), one => Assert.Equal(["start-moved:1 ms"], one.Flags));
    }

    [Fact]
    public void True_start_of_a_moved_run_is_a_misc_info()
    {
        var mapper = Runs.Mapper();
        var collisions = new StartTimeCollisions();
        Map(Runs.Ordinary);
        Map(Runs.Ordinary with { Id = Guid.NewGuid() });
        var third = Map(Runs.Ordinary with { Id = Guid.NewGuid() });
        var later = Map(Runs.Ordinary with { Timestamp = Runs.Ordinary.Timestamp.AddSeconds(1) });

        Assert.Equal("2024-05-13T09:30:15.125+02:00", WsjfJson.Local(third.Report.Start));
        Assert.Contains(new MiscInfo("VTE start", "2024-05-13T09:30:15.123+02:00"), third.Report.MiscInfos);
        Assert.Equal(["start-moved:2 ms"], third.Flags);
        Assert.Empty(later.Flags);

        MappedReport Map(TestRun run) =>
            Assert.IsType<MappedReport>(mapper.Map(run, collisions.ShiftOf(mapper.StartKeyOf(run))));
    }

    [Theory]
    [InlineData("2024-03-31T02:30", Flags.SkippedHour, "2024-03-31T03:30:00.000+02:00")]
    [InlineData("2024-10-27T02:30", Flags.RepeatedHour, "2024-10-27T02:30:00.000+02:00")]
    public void Skipped_and_repeated_hours_have_a_rule_and_a_flag(string raw, string flag, string start)
    {
        var mapped = Runs.Mapped(Runs.Ordinary with { Timestamp = DateTime.Parse(raw) });

        Assert.Equal(start, WsjfJson.Local(mapped.Report.Start));
        Assert.Equal([flag], mapped.Flags);
        Assert.Equal(
            flag == Flags.SkippedHour ? ["2024-03-31 02:30:00"] : [],
            mapped.Report.MiscInfos.Where(info => info.Description == "VTE timestamp").Select(info => info.Text)
        );
    }
}
