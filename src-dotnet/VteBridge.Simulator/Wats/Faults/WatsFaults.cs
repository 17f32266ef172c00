using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats.Faults;

/// <summary>One order to misbehave. Also the JSON that the control endpoint takes.</summary>
internal sealed record Fault
{
    public FaultKind Kind { get; init; }

    /// <summary>Only for <see cref="FaultKind.Status"/>, as are the reason and Retry-After.</summary>
    public int Status { get; init; } = 503;
    public string? Reason { get; init; }

    /// <summary>Seconds for a Retry-After header; null sends none.</summary>
    public int? RetryAfter { get; init; }
    public int DelayMilliseconds { get; init; }

    /// <summary>Does the work first and misbehaves with the answer only: the report is kept though the client never learns it.</summary>
    public bool Stored { get; init; }

    /// <summary>Only requests with this in their path, whatever they ask for; null: only submissions.</summary>
    public string? Path { get; init; }

    /// <summary>Every k-th of them; 1 is each.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How many requests to spoil in all; null until cleared.</summary>
    public int? Times { get; init; } = 1;

    public bool Fits(HttpRequest request) =>
        Path is { } part
            ? request.Path.Value!.Contains(part, StringComparison.OrdinalIgnoreCase)
            : ApiMiddleware.IsSubmission(request);
}

/// <summary>What goes wrong with a request.</summary>
internal enum FaultKind
{
    /// <summary>Answers <see cref="Fault.Status"/>.</summary>
    Status,

    /// <summary>Never answers; ends when the client gives up.</summary>
    Hang,

    /// <summary>Resets the connection without a byte of an answer.</summary>
    Drop,

    /// <summary>Answers as usual, <see cref="Fault.DelayMilliseconds"/> late.</summary>
    Late,
}

/// <summary>So many requests in any so many seconds; what comes faster is answered 429.</summary>
/// <param name="SendsRetryAfter">The 429 says how long to wait.</param>
internal sealed record RateLimit(int Requests, double Seconds, bool SendsRetryAfter = true);

/// <summary>The faults waiting to be played. The first that fits a request is taken. Safe for concurrent use.</summary>
internal sealed class WatsFaults
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int Seen)> _waiting = [];
    private readonly Queue<DateTimeOffset> _taken = new();

    /// <summary>How a fault is written as JSON; a misspelt member is an error, not a fault that never comes.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(Endpoints.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>How many requests the server takes; null: any number.</summary>
    public RateLimit? Limit { get; set; }

    /// <summary>Those still to be played, with what is left of their <see cref="Fault.Times"/>.</summary>
    public IReadOnlyList<Fault> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting.Select(waiting => waiting.Fault)];
        }
    }

    /// <exception cref="ArgumentException">The fault makes no sense.</exception>
    public void Add(Fault? fault)
    {
        if (fault is null)
            throw new ArgumentException("A fault is a JSON object.");
        if (fault.Times < 1 || fault.Every < 1)
            throw new ArgumentException("times and every must be 1 or more");
        if (fault.Kind == FaultKind.Status && fault.Status is < 300 or > 599)
            throw new ArgumentException($"status {fault.Status} is not between 300 and 599");
        if (fault.DelayMilliseconds < 0 || fault.RetryAfter < 0)
            throw new ArgumentException("delayMilliseconds and retryAfter cannot be negative");
        lock (_gate)
            _waiting.Add((fault, 0));
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
            _waiting.Clear();
    }

    /// <returns>Null when the request is within the limit; else how long to wait until the next one is.</returns>
    internal TimeSpan? OverLimit(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (Limit is not { } limit)
                return null;
            var window = TimeSpan.FromSeconds(limit.Seconds);
            while (_taken.TryPeek(out var oldest) && oldest + window <= now)
                _taken.Dequeue();
            if (_taken.Count >= limit.Requests)
                return _taken.Peek() + window - now;
            _taken.Enqueue(now);
            return null;
        }
    }

    internal Fault? Next(HttpRequest request)
    {
        lock (_gate)
            for (var i = 0; i < _waiting.Count; i++)
            {
                var (fault, seen) = _waiting[i];
                if (!fault.Fits(request))
                    continue;
                var isDue = ++seen % fault.Every == 0;
                _waiting[i] = (isDue ? fault with { Times = fault.Times - 1 } : fault, seen);
                if (!isDue)
                    continue;
                if (fault.Times == 1)
                    _waiting.RemoveAt(i);
                return fault;
            }
        return null;
    }
}
