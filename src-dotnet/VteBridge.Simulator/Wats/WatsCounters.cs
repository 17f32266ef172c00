using System.Collections.Immutable;

namespace VteBridge.Simulator.Wats;

/// <summary>Counts what happened on the server since it started or was reset. Thread-safe.</summary>
internal sealed class WatsCounters
{
    private readonly Lock _gate = new();

    /// <summary>An immutable snapshot of the counters.</summary>
    public CounterValues Values { get; private set; } = new();

    public void Accepted(StoreEffect effect) =>
        Change(v =>
            v with
            {
                Accepted = v.Accepted + 1,
                OverwrittenById = v.OverwrittenById + (effect.HasFlag(StoreEffect.OverwroteId) ? 1 : 0),
                ReplacedByKey = v.ReplacedByKey + (effect.HasFlag(StoreEffect.ReplacedKey) ? 1 : 0),
                Quarantined = v.Quarantined + (effect.HasFlag(StoreEffect.Quarantined) ? 1 : 0),
            }
        );

    public void Answered(int status) =>
        Change(v => v with { ByStatus = v.ByStatus.SetItem(status, v.ByStatus.GetValueOrDefault(status) + 1) });

    public void Reset() => Change(_ => new());

    public void Change(Func<CounterValues, CounterValues> change)
    {
        lock (_gate)
            Values = change(Values);
    }
}

/// <summary>The counters of one moment.</summary>
internal sealed record CounterValues
{
    /// <summary>Submissions whose body arrived, whatever the answer was.</summary>
    public long Received { get; init; }

    /// <summary>Submissions that were kept, also when a fault lost the answer.</summary>
    public long Accepted { get; init; }

    /// <summary>Submissions that failed validation; those that a fault refused count in <see cref="Faulted"/>.</summary>
    public long Refused { get; init; }

    public long OverwrittenById { get; init; }
    public long ReplacedByKey { get; init; }
    public long Quarantined { get; init; }

    /// <summary>Requests that got a fault.</summary>
    public long Faulted { get; init; }

    /// <summary>Requests whose connection ended before a complete answer was sent.</summary>
    public long Unanswered { get; init; }

    /// <summary>Answers under /api by status.</summary>
    public ImmutableSortedDictionary<int, long> ByStatus { get; init; } = ImmutableSortedDictionary<int, long>.Empty;
}
