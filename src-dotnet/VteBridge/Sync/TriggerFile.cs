namespace VteBridge.Sync;

/// <summary>
/// `trigger` in the state folder: whoever may write there asks a running loop for a cycle by making this file, and knows
/// that it was heard when the file is gone. It works on every operating system, for the same account as everything else
/// in that folder, and without a port.
/// </summary>
internal sealed class TriggerFile(string stateFolder, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public string Path { get; } = System.IO.Path.Combine(stateFolder, "trigger");

    public void Ask() => OwnerOnly.Open(Path, FileMode.Create).Dispose();

    /// <summary>True when there was a request, which is then taken.</summary>
    public bool Take()
    {
        if (!File.Exists(Path))
            return false;
        File.Delete(Path);
        return true;
    }

    /// <summary>Whether the request is taken within this time.</summary>
    public async Task<bool> IsHeardAsync(TimeSpan within, CancellationToken stop)
    {
        for (var asked = time.GetTimestamp(); time.GetElapsedTime(asked) < within; )
        {
            if (!File.Exists(Path))
                return true;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, stop);
        }
        return false;
    }

    /// <summary>Cycles requests on until it is stopped. Looked at, not watched: watchers miss things on network folders.</summary>
    public async Task WatchAsync(SyncRequests requests, ILogger log, CancellationToken stop)
    {
        var isBroken = false;
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stop))
            try
            {
                if (Take() && requests.Ask())
                    log.LogInformation("A cycle was asked for");
                isBroken = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!isBroken)
                    log.LogWarning("Requests for a cycle cannot be seen ({Error}); check {File}", e.Message, Path);
                isBroken = true;
            }
    }
}
