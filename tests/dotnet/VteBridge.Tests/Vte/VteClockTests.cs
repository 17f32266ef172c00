using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Tests.Vte;

public class VteClockTests
{
    private static readonly VteOptions Oslo = new() { TimeZone = "Europe/Oslo" };

    [Theory]
    [InlineData("Europe/Oslo")]
    [InlineData("W. Europe Standard Time")]
    public void A_zone_may_be_named_as_on_Linux_and_as_on_Windows(string zone)
    {
        var time = new VteClock(new VteOptions { TimeZone = zone }).Resolve(At(2024, 7, 1, 12, 0), null, null);

        Assert.Equal(
            new VteTime(new DateTimeOffset(2024, 7, 1, 12, 0, 0, TimeSpan.FromHours(2)), VteHour.Normal),
            time
        );
    }

    [Theory]
    [InlineData("Europe/Oslo", "2024-03-31T02:30", "2024-03-31T03:30+02:00")]
    [InlineData("America/New_York", "2024-03-10T02:15", "2024-03-10T03:15-04:00")]
    [InlineData("Australia/Lord_Howe", "2024-10-06T02:10", "2024-10-06T02:40+11:00")]
    [InlineData("Pacific/Apia", "2011-12-30T12:00", "2011-12-31T12:00+14:00")]
    public void A_time_that_the_clocks_skipped_moves_forward_by_the_gap(string zone, string raw, string expected)
    {
        var time = new VteClock(new VteOptions { TimeZone = zone }).Resolve(DateTime.Parse(raw), null, null);

        Assert.Equal(VteHour.Skipped, time.Hour);
        Assert.Equal(DateTimeOffset.Parse(expected), time.Local);
        Assert.Equal(DateTimeOffset.Parse(expected).Offset, time.Local.Offset);
    }

    [Theory]
    [InlineData("Europe/Oslo", "2024-10-27T02:30", "2024-10-27T02:30+02:00")]
    [InlineData("America/New_York", "2024-11-03T01:59", "2024-11-03T01:59-04:00")]
    [InlineData("Australia/Lord_Howe", "2024-04-07T01:45", "2024-04-07T01:45+11:00")]
    [InlineData("Europe/Moscow", "2014-10-26T01:30", "2014-10-26T01:30+04:00")]
    public void A_time_that_the_clocks_repeated_is_the_first_of_the_two(string zone, string raw, string expected)
    {
        var time = new VteClock(new VteOptions { TimeZone = zone }).Resolve(DateTime.Parse(raw), null, null);

        Assert.Equal(VteHour.Repeated, time.Hour);
        Assert.Equal(DateTimeOffset.Parse(expected), time.Local);
    }

    [Fact]
    public void Zone_of_host_wins_over_site_and_site_over_default()
    {
        var clock = new VteClock(
            Oslo with
            {
                TimeZones = new Dictionary<string, string> { ["Penang"] = "Asia/Kuala_Lumpur", ["pc-9"] = "UTC" },
            }
        );
        var noon = At(2024, 7, 1, 12, 0);

        Assert.Equal(TimeSpan.Zero, clock.Resolve(noon, "PC-9", "Penang").Local.Offset);
        Assert.Equal(TimeSpan.FromHours(8), clock.Resolve(noon, "PC-1", "penang ").Local.Offset);
        Assert.Equal(TimeSpan.FromHours(2), clock.Resolve(noon, "PC-1", "Oslo").Local.Offset);
        Assert.Equal(TimeSpan.FromHours(2), clock.Resolve(noon, null, null).Local.Offset);
    }

    [Fact]
    public void Run_without_site_is_where_its_test_system_is()
    {
        var clock = new VteClock(
            Oslo with
            {
                TimeZones = new Dictionary<string, string> { ["Penang"] = "Asia/Kuala_Lumpur" },
            }
        );
        var run = new TestRun
        {
            Id = Guid.NewGuid(),
            Timestamp = At(2024, 7, 1, 12, 0),
            Site = " ",
            Testsystem = new Testsystem("TS", "PC", "Penang"),
        };

        Assert.Equal(TimeSpan.FromHours(8), clock.StartOf(run).Local.Offset);
    }

    [Fact]
    public void Duration_is_taken_off_an_end_across_a_clock_change()
    {
        var clock = new VteClock(Oslo with { TimestampIs = TimestampMeaning.End });
        var run = new TestRun
        {
            Id = Guid.NewGuid(),
            Timestamp = At(2024, 3, 31, 3, 10),
            TestTime = 1200,
        };

        Assert.Equal(DateTimeOffset.Parse("2024-03-31T01:50+01:00"), clock.StartOf(run).Local);
        Assert.Equal(TimeSpan.FromHours(1), clock.StartOf(run).Local.Offset);
        Assert.Equal(
            DateTimeOffset.Parse("2024-03-31T03:10+02:00"),
            clock.StartOf(run with { TestTime = double.MaxValue }).Local
        );
    }

    [Theory]
    [InlineData(12.300000190734863, 1, 12.3)]
    [InlineData(12.3, 1, 12.3)]
    [InlineData(12345.0, 0.001, 12.345)]
    [InlineData(0.0, 1, 0.0)]
    [InlineData(-1.0, 1, null)]
    [InlineData(double.NaN, 1, null)]
    [InlineData(double.PositiveInfinity, 1, null)]
    [InlineData(null, 1, null)]
    public void A_duration_is_read_as_VTE_meant_it(double? stored, double factor, double? seconds) =>
        Assert.Equal(seconds, new VteClock(Oslo with { TestTimeFactor = factor }).Seconds(stored));

    [Theory]
    [InlineData("00:01:05", 65.0)]
    [InlineData("1:00:00,5", 3600.5)]
    [InlineData("01:05", null)]
    [InlineData("٠٠:٠١:٠٥", null)]
    [InlineData("soon", null)]
    public void Duration_in_hours_minutes_seconds_says_its_own_unit(string text, double? seconds)
    {
        var run = new TestRun
        {
            Id = Guid.NewGuid(),
            Timestamp = At(2024, 7, 1, 12, 0),
            TestTimeText = text,
        };

        Assert.Equal(seconds, new VteClock(Oslo with { TestTimeFactor = 0.001 }).Seconds(run));
    }

    [Theory]
    [InlineData("EST", true)]
    [InlineData("Etc/GMT-1", true)]
    [InlineData("America/New_York", false)]
    [InlineData("UTC", false)]
    [InlineData("Asia/Kolkata", false)]
    public void Zone_that_is_an_offset_and_no_place_is_doubted(string zone, bool isDoubted)
    {
        var warnings = VteClockProblems.Warnings(new VteOptions { TimeZone = zone });

        Assert.Equal(isDoubted, warnings.Any(w => w.Contains("daylight saving", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_time_has_an_answer_to_the_calendar_s_ends()
    {
        foreach (var zone in new[] { "Pacific/Kiritimati", "Pacific/Niue", "Europe/Oslo" })
        {
            var clock = new VteClock(new VteOptions { TimeZone = zone, TimestampIs = TimestampMeaning.End });
            foreach (
                var raw in new[]
                {
                    DateTime.MinValue,
                    DateTime.MinValue.AddDays(1),
                    DateTime.MaxValue,
                    DateTime.MaxValue.AddDays(-1),
                }
            )
            foreach (var seconds in new double?[] { null, 1, 90_000, 1e12, 1e300 })
            {
                var run = new TestRun
                {
                    Id = Guid.NewGuid(),
                    Timestamp = raw,
                    TestTime = seconds,
                };
                Assert.InRange(clock.StartOf(run).Local.UtcDateTime, DateTime.MinValue, DateTime.MaxValue);
            }
        }
    }

    [Fact]
    public void Unknown_zone_is_reported_with_key_and_nearest_names()
    {
        var problems = VteClockProblems
            .Of(
                new VteOptions
                {
                    TimeZone = "Olso",
                    TimeZones = new Dictionary<string, string>
                    {
                        ["Penang"] = "W. Europe Standart Time",
                        ["A"] = "UTC",
                    },
                    TestTimeFactor = 0,
                }
            )
            .ToList();

        Assert.Equal(["Vte:TimeZone", "Vte:TimeZones:Penang", "Vte:TestTimeFactor"], problems.Select(p => p.Key));
        Assert.Contains("\"Europe/Oslo\"", problems[0].Fix);
        Assert.Contains("\"W. Europe Standard Time\"", problems[1].Fix);
    }

    [Fact]
    public void A_zone_has_to_be_set()
    {
        var problem = Assert.Single(VteClockProblems.Of(new VteOptions()));

        Assert.Equal("Vte:TimeZone", problem.Key);
        Assert.Contains(TimeZoneInfo.Local.Id, problem.Fix);
    }

    [Fact]
    public void Latest_raw_time_and_spread_are_over_all_zones()
    {
        var clock = new VteClock(
            Oslo with
            {
                TimeZones = new Dictionary<string, string>
                {
                    ["Penang"] = "Asia/Kuala_Lumpur",
                    ["Austin"] = "America/Chicago",
                },
            }
        );
        var noon = new DateTimeOffset(2024, 7, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(At(2024, 7, 1, 20, 0), clock.LatestRaw(noon));
        Assert.Equal(TimeSpan.FromHours(14), clock.Spread);
        Assert.Equal(At(2024, 7, 1, 14, 0), new VteClock(Oslo).LatestRaw(noon));
        Assert.Equal(TimeSpan.Zero, new VteClock(Oslo).Spread);
    }

    private static DateTime At(int year, int month, int day, int hour, int minute) =>
        new(year, month, day, hour, minute, 0);
}
