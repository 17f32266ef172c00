namespace VteBridge.Simulator.Vte;

/// <summary>Injects faults into the server. Thread-safe; all members may be used while the server runs.</summary>
internal sealed class VteFaults
{
    private readonly Lock _gate = new();
    private readonly List<(VteFault Fault, int Seen)> _faults = [];
    private TaskCompletionSource _released = New();
    private TaskCompletionSource _stalled = New();

    /// <summary>While true, the port is closed to new connections; open connections stay.</summary>
    public bool RefuseConnections
    {
        get;
        set
        {
            field = value;
            RefusalChanged?.Invoke(value);
        }
    }

    /// <summary>
    /// While true, connections are accepted and never answered, as by a server that hangs or a firewall that drops packets.
    /// </summary>
    public bool IsSilent { get; set; }

    /// <summary>How far the database's clock is ahead of the real time; negative when it is behind.</summary>
    public TimeSpan ClockShift { get; set; }

    /// <summary>An extra delay for every request.</summary>
    public TimeSpan Latency { get; set; }

    internal Action<bool>? RefusalChanged { get; set; }

    public void Add(VteFault fault)
    {
        lock (_gate)
            _faults.Add((fault, 0));
    }

    /// <summary>Removes all faults and releases stalled statements.</summary>
    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
        (Latency, ClockShift, IsSilent) = (TimeSpan.Zero, TimeSpan.Zero, false);
        if (RefuseConnections)
            RefuseConnections = false;
        Release();
    }

    /// <summary>Lets every stalled statement continue.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _released.TrySetResult();
            _released = New();
            _stalled = New();
        }
    }

    /// <summary>Completes when a statement is stalled, so that a test need not poll.</summary>
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

    /// <returns>The fault to apply to this statement or login, or null.</returns>
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

/// <summary>A fault that is applied once or <see cref="Times"/> times.</summary>
internal record VteFault(FaultKind Kind)
{
    /// <summary>The error number, for <see cref="FaultKind.Error"/>.</summary>
    public int Number { get; init; }

    /// <summary>Replaces SQL Server's message for the number.</summary>
    public string? Message { get; init; }

    /// <summary>The first statement to hit: 1 is the next one after the fault was added.</summary>
    public int AtStatement { get; init; } = 1;

    /// <summary>How many statements in a row to hit.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How many rows the statement sends before the fault is applied.</summary>
    public int AfterRows { get; init; }

    /// <summary>Counts and hits only statements that contain this text.</summary>
    public string? Matching { get; init; }

    /// <summary>Hits logins instead of statements.</summary>
    public bool AtLogin { get; init; }

    /// <summary>The stall does not answer even the client's cancel request, as when a server is gone.</summary>
    public bool IgnoresCancel { get; init; }
}

internal enum FaultKind
{
    /// <summary>
    /// Sends an ERROR token. Errors that end a session on SQL Server (40613 and severities from 20) also close the connection.
    /// </summary>
    Error,

    /// <summary>Closes the connection without an answer.</summary>
    Drop,

    /// <summary>Sends nothing until the stall is released or the client cancels.</summary>
    Stall,

    /// <summary>
    /// Sends each (max) value of the statement as one chunk that crosses the ends of packets. SQL Server's chunks never do.
    /// </summary>
    CrossingChunks,
}
