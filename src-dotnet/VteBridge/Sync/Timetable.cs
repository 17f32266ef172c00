using VteBridge.Configuration;

namespace VteBridge.Sync;

/// <summary>How long after a cycle the next one begins.</summary>
internal static class Timetable
{
    /// <summary>
    /// A good cycle: an interval after its beginning, at once when that is past. A failed one: FirstRetry after its end,
    /// doubled for each further failure, never more than an interval. One that got something done before it failed
    /// counts as the first failure, so that a bad line does not slow down the catching up.
    /// </summary>
    public static TimeSpan Wait(CycleEnd end, int failedInARow, ScheduleOptions schedule)
    {
        if (end.IsGood)
            return end.Elapsed < schedule.Interval ? schedule.Interval - end.Elapsed : TimeSpan.Zero;
        if (end.NeedsPerson)
            return schedule.Interval;
        var doublings = end.Accepted + end.Queued > 0 ? 0 : Math.Clamp(failedInARow - 1, 0, 20);
        var wait = schedule.FirstRetry * Math.Pow(2, doublings);
        return wait < schedule.Interval ? wait : schedule.Interval;
    }
}
