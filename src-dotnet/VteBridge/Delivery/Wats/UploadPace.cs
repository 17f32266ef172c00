namespace VteBridge.Delivery.Wats;

/// <summary>
/// How fast uploads may start: at most at the configured rate, and more slowly after WATS has asked to slow down. The
/// rules are those of the sidecar's pace.py. Times are seconds since the start of the drain; a rate of 0 means no limit.
/// </summary>
internal sealed class UploadPace(int perMinute)
{
    private const double Minute = 60;

    /// <summary>The new rate, as a share of the rate at which WATS judged reports before it asked to slow down.</summary>
    private const double Share = 0.9;

    private const double Slowest = 6;

    /// <summary>The factor by which the rate rises after each minute without such a request.</summary>
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

    /// <summary>Records that an upload starts.</summary>
    public void Started(double now)
    {
        _starts.Enqueue(now);
        while (_starts.Peek() < now - Minute)
            _starts.Dequeue();
        if (!double.IsInfinity(_rate))
            _next = now + Minute / _rate;
    }

    /// <summary>Records that WATS asked to wait.</summary>
    public void Limited(double now, double seconds)
    {
        _limitedUntil = now + seconds;
        _limitedAt ??= now;
    }

    /// <summary>
    /// WATS judges reports again. If it had asked to wait, the new rate is measured from the first upload before that
    /// until now, including the wait. WATS can bear that rate, whatever the period of its limit.
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
