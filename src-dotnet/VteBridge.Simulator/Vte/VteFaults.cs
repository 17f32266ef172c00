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

/// <summary>Something that goes wrong, once or a number of times.</summary>
internal record VteFault(FaultKind Kind)
{
    /// <summary>The error number, for <see cref="FaultKind.Error"/>.</summary>
    public int Number { get; init; }

    /// <summary>In place of the wording SQL Server has for the number.</summary>
    public string? Message { get; init; }

    /// <summary>Which statement it hits: 1 is the next one after the fault was added.</summary>
    public int AtStatement { get; init; } = 1;

    /// <summary>How many statements it hits, from that one on.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many rows the statement may send first.</summary>
    public int AfterRows { get; init; }

    /// <summary>Counts and hits only statements with this in their text.</summary>
    public string? Matching { get; init; }

    /// <summary>Hits logins and not statements.</summary>
    public bool AtLogin { get; init; }

    /// <summary>A stall that does not even answer the client's cancel, as a server that is gone.</summary>
    public bool IgnoresCancel { get; init; }
}

internal enum FaultKind
{
    /// <summary>An ERROR token; those that end a session on SQL Server (40613 and severities from 20) close the connection too.</summary>
    Error,

    /// <summary>The connection is cut without a word.</summary>
    Drop,

    /// <summary>Nothing comes until it is released or the client cancels.</summary>
    Stall,

    /// <summary>Each (max) value of the statement is one chunk that crosses the ends of packets, which SQL Server's never do.</summary>
    CrossingChunks,
}
