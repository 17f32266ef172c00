namespace VteBridge.Delivery.Wats;

/// <summary>
/// How fast uploads may start: as configured at the most, and slower once WATS has said that it was too fast. The rules are
/// those of the sidecar's pace.py. Times are seconds of the drain; 0 a minute means no limit.
/// </summary>
internal sealed class UploadPace(int perMinute)
{
    private const double Minute = 60;

    /// <summary>Of what WATS took before it asked to wait.</summary>
    private const double Share = 0.9;

    private const double Slowest = 6;

    /// <summary>A minute without such a plea makes the rate this much higher.</summary>
    private const double Raise = 1.1;

    private readonly double _most = perMinute > 0 ? perMinute : double.PositiveInfinity;
    private readonly Queue<double> _starts = new();
    private double _rate = perMinute > 0 ? perMinute : double.PositiveInfinity;
    private double _next = double.NegativeInfinity;
    private double _since = double.NegativeInfinity;
    private double? _limitedAt;
    private double _limitedUntil;

    /// <summary>Seconds until the next upload may start.</summary>
    public double Wait(double now)
    {
        if (now - _since >= Minute && _rate < _most)
            (_rate, _since) = (Math.Min(_most, _rate * Raise), now);
        return Math.Max(0, _next - now);
    }

    /// <summary>An upload starts.</summary>
    public void Started(double now)
    {
        _starts.Enqueue(now);
        while (_starts.Peek() < now - Minute)
            _starts.Dequeue();
        if (!double.IsInfinity(_rate))
            _next = now + Minute / _rate;
    }

    /// <summary>WATS asked to wait.</summary>
    public void Limited(double now, double seconds)
    {
        _limitedUntil = now + seconds;
        _limitedAt ??= now;
    }

    /// <summary>
    /// WATS takes reports. After a plea, what it took is measured from the first upload to here, the wait included: that is a
    /// rate it can bear, however long the time is over which it counts.
    /// </summary>
    public void Resumed(double now)
    {
        if (_limitedAt is not { } at || now < _limitedUntil)
            return;
        double[] before = [.. _starts.Where(start => start >= at - Minute && start <= at)];
        if (before.Length > 0)
        {
            var rate = Share * Minute * before.Length / Math.Max(now - before[0], 1);
            (_rate, _since) = (Math.Min(_most, Math.Max(Slowest, rate)), now);
        }
        _starts.Clear();
        _limitedAt = null;
    }
}
