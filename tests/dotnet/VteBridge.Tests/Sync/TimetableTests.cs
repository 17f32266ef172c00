using VteBridge.Configuration;
using VteBridge.Sync;

namespace VteBridge.Tests.Sync;

public sealed class TimetableTests
{
    private static readonly ScheduleOptions Schedule = new()
    {
        Interval = TimeSpan.FromMinutes(5),
        FirstRetry = TimeSpan.FromSeconds(15),
    };

    [Theory]
    [InlineData(0, 300)]
    [InlineData(40, 260)]
    [InlineData(299, 1)]
    [InlineData(300, 0)]
    [InlineData(86_400, 0)]
    public void Good_syncs_begin_an_interval_apart_and_follow_at_once_when_one_took_longer(int took, int wait) =>
        Assert.Equal(TimeSpan.FromSeconds(wait), Timetable.Wait(Ends.Good(TimeSpan.FromSeconds(took)), 0, Schedule));

    [Theory]
    [InlineData(1, 15)]
    [InlineData(2, 30)]
    [InlineData(3, 60)]
    [InlineData(4, 120)]
    [InlineData(5, 240)]
    [InlineData(6, 300)]
    [InlineData(1_000_000, 300)]
    public void Failed_syncs_back_off_up_to_the_interval(int failedInARow, int wait) =>
        Assert.Equal(TimeSpan.FromSeconds(wait), Timetable.Wait(Ends.Failed(), failedInARow, Schedule));

    [Fact]
    public void A_first_retry_longer_than_the_interval_is_the_interval() =>
        Assert.Equal(
            Schedule.Interval,
            Timetable.Wait(Ends.Failed(), 1, Schedule with { FirstRetry = TimeSpan.FromHours(1) })
        );

    [Fact]
    public void What_a_person_must_mend_is_not_tried_more_often_than_the_interval() =>
        Assert.Equal(Schedule.Interval, Timetable.Wait(Ends.Failed() with { NeedsPerson = true }, 1, Schedule));

    [Fact]
    public void A_failed_sync_that_delivered_something_is_tried_again_soon() =>
        Assert.Equal(Schedule.FirstRetry, Timetable.Wait(Ends.Failed() with { Accepted = 3 }, 9, Schedule));
}
