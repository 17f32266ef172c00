using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace VteBridge.Simulator.Wats.Faults;

/// <summary>A fault to inject, as the control endpoint receives it in JSON.</summary>
internal sealed record Fault
{
    public FaultKind Kind { get; init; }

    /// <summary>The status to answer with. Used only with <see cref="FaultKind.Status"/>, as are Reason and RetryAfter.</summary>
    public int Status { get; init; } = 503;
    public string? Reason { get; init; }

    /// <summary>Seconds in the Retry-After header; null sends no header.</summary>
    public int? RetryAfter { get; init; }
    public int DelayMilliseconds { get; init; }

    /// <summary>Handles the request first and spoils only the answer: the report is kept though the client never learns it.</summary>
    public bool Stored { get; init; }

    /// <summary>Applies to all requests whose path contains this text; null means submissions only.</summary>
    public string? Path { get; init; }

    /// <summary>Applies to every k-th matching request; 1 means each.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How many requests to spoil in all; null means until the fault is cleared.</summary>
    public int? Times { get; init; } = 1;

    public bool Fits(HttpRequest request) =>
        Path is { } part
            ? request.Path.Value!.Contains(part, StringComparison.OrdinalIgnoreCase)
            : ApiMiddleware.IsSubmission(request);
}

/// <summary>What happens to a request.</summary>
internal enum FaultKind
{
    /// <summary>Answers with <see cref="Fault.Status"/>.</summary>
    Status,

    /// <summary>Never answers; ends when the client gives up.</summary>
    Hang,

    /// <summary>Resets the connection before a byte of the answer is sent.</summary>
    Drop,

    /// <summary>Answers normally, <see cref="Fault.DelayMilliseconds"/> late.</summary>
    Late,
}

/// <summary>
/// Allows <paramref name="Requests"/> requests in any period of <paramref name="Seconds"/> seconds; further ones are answered with 429.
/// </summary>
/// <param name="SendsRetryAfter">Whether the 429 carries a Retry-After header.</param>
internal sealed record RateLimit(int Requests, double Seconds, bool SendsRetryAfter = true);

/// <summary>The faults still to be injected. A request gets the first fault that matches it. Thread-safe.</summary>
internal sealed class WatsFaults
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int Seen)> _waiting = [];
    private readonly Queue<DateTimeOffset> _taken = new();

    /// <summary>Options to read a fault from JSON. An unknown member is an error, so that a misspelt fault is noticed.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(Endpoints.Json) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The rate limit; null means none.</summary>
    public RateLimit? Limit { get; set; }

    /// <summary>The faults still to be injected; <see cref="Fault.Times"/> is the number that remains.</summary>
    public IReadOnlyList<Fault> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _waiting.Select(waiting => waiting.Fault)];
        }
    }

    /// <exception cref="ArgumentException">A value of the fault is not allowed.</exception>
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

    /// <summary>Answers the next <paramref name="times"/> submissions with this status.</summary>
    public void Answer(int status, int? times = 1, string? reason = null) =>
        Add(
            new()
            {
                Status = status,
                Times = times,
                Reason = reason,
            }
        );

    /// <summary>Removes all faults; the rate limit stays.</summary>
    public void Clear()
    {
        lock (_gate)
            _waiting.Clear();
    }

    /// <returns>Null when the request is within the limit; otherwise the time until a request is allowed again.</returns>
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
