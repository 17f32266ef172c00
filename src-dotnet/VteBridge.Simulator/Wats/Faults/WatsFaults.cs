using System.Globalization;

namespace VteBridge.Simulator.Wats.Faults;

/// <summary>The faults waiting to be played. The first that fits a request is taken. Safe for concurrent use.</summary>
internal sealed class WatsFaults
{
    private readonly Lock _gate = new();
    private readonly List<PendingFault> _pending = [];
    private readonly Queue<DateTimeOffset> _taken = new();
    private RateLimit? _limit;

    /// <summary>How many requests the server takes; null: any number. Setting it forgets the requests that it has taken.</summary>
    public RateLimit? Limit
    {
        get => _limit;
        set
        {
            lock (_gate)
            {
                _limit = value;
                _taken.Clear();
            }
        }
    }

    /// <summary>Those still to be played, with what is left of their <see cref="Fault.Times"/>.</summary>
    public IReadOnlyList<Fault> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _pending.Select(a => a.Fault with { Times = a.Left })];
        }
    }

    /// <exception cref="ArgumentException">The fault makes no sense.</exception>
    public void Add(Fault fault)
    {
        if (fault.Every < 1 || fault.Times < 1)
            throw new ArgumentException("every and times must be 1 or more");
        if (fault.Kind == FaultKind.Status && fault.Status is < 300 or > 599)
            throw new ArgumentException($"status {fault.Status} is not between 300 and 599");
        if (fault.DelayMilliseconds < 0 || fault.RetryAfter < 0)
            throw new ArgumentException("delayMilliseconds and retryAfter cannot be negative");
        lock (_gate)
            _pending.Add(new(fault));
    }

    /// <summary>The next <paramref name="times"/> submissions are answered with this status.</summary>
    public void Answer(int status, int? times = 1, string? reason = null) =>
        Add(
            new()
            {
                Status = status,
                Times = times,
                Reason = reason,
            }
        );

    /// <summary>Takes back all faults; the limit stays.</summary>
    public void Clear()
    {
        lock (_gate)
            _pending.Clear();
    }

    /// <returns>Null when the request is within the limit; else how long to wait until the next one is.</returns>
    internal TimeSpan? OverLimit(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_limit is not { } limit)
                return null;
            while (_taken.TryPeek(out var oldest) && oldest + limit.Window <= now)
                _taken.Dequeue();
            if (_taken.Count >= limit.Requests)
                return _taken.Peek() + limit.Window - now;
            _taken.Enqueue(now);
            return null;
        }
    }

    /// <param name="id">Reads the id of the report; called only when a fault asks for one.</param>
    internal Fault? Next(FaultRoute route, Func<Guid?> id)
    {
        lock (_gate)
        {
            foreach (var pending in _pending)
            {
                if (!pending.Fits(route, id) || !pending.IsDue())
                    continue;
                if (pending.Left == 0)
                    _pending.Remove(pending);
                return pending.Fault;
            }
            return null;
        }
    }
}

/// <summary>A fault and how far it has been played.</summary>
internal sealed class PendingFault(Fault fault)
{
    private long _seen;

    public Fault Fault { get; } = fault;

    public int? Left { get; private set; } = fault.Times;

    public bool Fits(FaultRoute route, Func<Guid?> id) =>
        (Fault.Route == FaultRoute.Any || Fault.Route == route) && (Fault.Id is null || Fault.Id == id());

    /// <summary>Counts one fitting request; true when it is the one to spoil.</summary>
    public bool IsDue()
    {
        if (++_seen % Fault.Every != 0)
            return false;
        Left--;
        return true;
    }
}

/// <summary>So many requests in any so many seconds; what comes faster is answered 429.</summary>
/// <param name="SendsRetryAfter">The 429 says how long to wait.</param>
internal sealed record RateLimit(int Requests, double Seconds, bool SendsRetryAfter = true)
{
    public TimeSpan Window => TimeSpan.FromSeconds(Seconds);

    /// <param name="text">500/60, or 500/60/silent for 429s without Retry-After.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static RateLimit Parse(string text) =>
        text.Split('/') is [var requests, var seconds, .. var more]
        && int.TryParse(requests, CultureInfo.InvariantCulture, out var count)
        && double.TryParse(seconds, CultureInfo.InvariantCulture, out var window)
        && count > 0
        && window > 0
        && more is [] or ["silent"]
            ? new RateLimit(count, window, more.Length == 0)
            : throw new ArgumentException($"'{text}' is no limit; 500/60 is 500 requests in any 60 seconds.");
}
