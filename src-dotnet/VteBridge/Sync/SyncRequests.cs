namespace VteBridge.Sync;

/// <summary>Wakes the loop. Requests made while a cycle is under way are answered together by the cycle after it.</summary>
internal sealed class SyncRequests
{
    private TaskCompletionSource _asked = New();

    /// <summary>False when somebody has asked before and still waits.</summary>
    public bool Ask() => Volatile.Read(ref _asked).TrySetResult();

    /// <summary>Until somebody asks, but not for longer than given. One waiter at a time.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken stop)
    {
        try
        {
            await _asked.Task.WaitAsync(atMost, time, stop);
            Volatile.Write(ref _asked, New());
        }
        catch (TimeoutException)
        {
            // Nobody asked: it is simply time.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
