namespace VteBridge.Monitoring;

/// <summary>Counts of the last 168 hours with activity, and the lag of the last day, in a bounded number of entries.</summary>
internal sealed class HealthHistory(Snapshot? before)
{
    private const int KeptHours = 168;
    private const int RateMinutes = 10;
    private static readonly TimeSpan SampleWidth = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptSamples = TimeSpan.FromHours(24);

    private readonly List<HourCounts> _hours = [.. (before?.Hours ?? []).TakeLast(KeptHours)];
    private readonly List<LagSample> _samples = [.. (before?.LagSamples ?? []).TakeLast(288)];
    private readonly Dictionary<DateTimeOffset, int> _minutes = [];

    public IReadOnlyList<HourCounts> Hours => [.. _hours];

    public IReadOnlyList<LagSample> Samples => [.. _samples];

    public void Delivered(DateTimeOffset at, int reports)
    {
        if (reports <= 0)
            return;
        Change(at, hour => hour with { Delivered = hour.Delivered + reports });
        var minute = Floor(at, TimeSpan.FromMinutes(1));
        _minutes[minute] = _minutes.GetValueOrDefault(minute) + reports;
        foreach (var old in _minutes.Keys.Where(m => m <= minute.AddMinutes(-RateMinutes)).ToList())
            _minutes.Remove(old);
    }

    public double PerMinute(DateTimeOffset now)
    {
        var first = Floor(now, TimeSpan.FromMinutes(1)).AddMinutes(-RateMinutes);
        return (double)_minutes.Where(m => m.Key > first).Sum(m => m.Value) / RateMinutes;
    }

    public void Change(DateTimeOffset at, Func<HourCounts, HourCounts> change)
    {
        var hour = Floor(at, TimeSpan.FromHours(1));
        var place = _hours.FindLastIndex(h => h.Hour == hour);
        if (place >= 0)
        {
            _hours[place] = change(_hours[place]);
            return;
        }
        // Inserted in order, even if the clock was set back.
        _hours.Insert(_hours.FindLastIndex(h => h.Hour < hour) + 1, change(new HourCounts(hour)));
        if (_hours.Count > KeptHours)
            _hours.RemoveAt(0);
    }

    public void Sample(DateTimeOffset at, TimeSpan? lag)
    {
        if (lag is not { } known)
            return;
        var from = Floor(at, SampleWidth);
        var seconds = Math.Round(Math.Max(known.TotalSeconds, 0), 1);
        var place = _samples.FindLastIndex(s => s.From == from);
        if (place < 0)
            _samples.Insert(_samples.FindLastIndex(s => s.From < from) + 1, new LagSample(from, seconds));
        else if (_samples[place].Seconds < seconds)
            _samples[place] = new LagSample(from, seconds);
        _samples.RemoveAll(s => s.From < at - KeptSamples || s.From > at + SampleWidth);
    }

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan width)
    {
        var utc = at.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % width.Ticks));
    }
}
