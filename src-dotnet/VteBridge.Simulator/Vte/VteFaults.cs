namespace VteBridge.Simulator.Vte;

/// <summary>The server's switches for everything that can go wrong. All of it may be called at any time, from any thread.</summary>
internal sealed class VteFaults
{
    private readonly Lock _gate = new();
    private readonly List<(VteFault Fault, int Seen)> _faults = [];
    private TaskCompletionSource _released = New();
    private TaskCompletionSource _stalled = New();

    /// <summary>Nobody listens on the port; connections that are open stay.</summary>
    public bool RefuseConnections
    {
        get;
        set
        {
            field = value;
            RefusalChanged?.Invoke(value);
        }
    }

    /// <summary>Connections are accepted and never answered, as by a server that hangs or a firewall that swallows packets.</summary>
    public bool IsSilent { get; set; }

    /// <summary>How far the database's clock is ahead of the time, or behind it.</summary>
    public TimeSpan ClockShift { get; set; }

    /// <summary>Added to every request.</summary>
    public TimeSpan Latency { get; set; }

    internal Action<bool>? RefusalChanged { get; set; }

    public void Add(VteFault fault)
    {
        lock (_gate)
            _faults.Add((fault, 0));
    }

    /// <summary>Takes back all faults and lets go what is stalled.</summary>
    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
        (Latency, ClockShift, IsSilent) = (TimeSpan.Zero, TimeSpan.Zero, false);
        if (RefuseConnections)
            RefuseConnections = false;
        Release();
    }

    /// <summary>Lets every stalled statement go on.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _released.TrySetResult();
            _released = New();
            _stalled = New();
        }
    }

    /// <summary>Ends when a statement is stalled: a test waits for it in place of sleeping.</summary>
    public Task WaitUntilStalledAsync()
    {
        lock (_gate)
            return _stalled.Task;
    }

    internal Task StallAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            _stalled.TrySetResult();
            return _released.Task.WaitAsync(cancellation);
        }
    }

    /// <returns>The fault that this statement or login runs into, if any.</returns>
    internal VteFault? Take(string text, bool isLogin)
    {
        lock (_gate)
        {
            VteFault? hit = null;
            for (var i = 0; i < _faults.Count; i++)
            {
                var (fault, seen) = _faults[i];
                if (
                    fault.AtLogin != isLogin
                    || fault.Matching is { } part && !text.Contains(part, StringComparison.OrdinalIgnoreCase)
                )
                    continue;
                _faults[i] = (fault, ++seen);
                if (hit is null && seen >= fault.AtStatement && seen - fault.AtStatement < fault.Times)
                    hit = fault;
            }
            _faults.RemoveAll(each => each.Seen - each.Fault.AtStatement >= each.Fault.Times - 1);
            return hit;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
