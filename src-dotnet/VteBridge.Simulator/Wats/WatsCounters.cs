namespace VteBridge.Simulator.Wats;

/// <summary>What happened on the server since it started or was reset. Safe for concurrent use.</summary>
internal sealed class WatsCounters
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, long> _byStatus = [];
    private CounterValues _values = new();

    /// <summary>A consistent copy.</summary>
    public CounterValues Values
    {
        get
        {
            lock (_gate)
            {
                return _values with { ByStatus = new SortedDictionary<int, long>(_byStatus) };
            }
        }
    }

    public void Received() => Change(v => v with { Received = v.Received + 1 });

    public void Refused() => Change(v => v with { Refused = v.Refused + 1 });

    public void Faulted() => Change(v => v with { Faulted = v.Faulted + 1 });

    public void Unanswered() => Change(v => v with { Unanswered = v.Unanswered + 1 });

    public void Receipt() => Change(v => v with { Receipts = v.Receipts + 1 });

    public void Query() => Change(v => v with { Queries = v.Queries + 1 });

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

    public void Answered(int status)
    {
        lock (_gate)
        {
            _byStatus[status] = _byStatus.GetValueOrDefault(status) + 1;
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            _values = new();
            _byStatus.Clear();
        }
    }

    private void Change(Func<CounterValues, CounterValues> change)
    {
        lock (_gate)
        {
            _values = change(_values);
        }
    }
}
