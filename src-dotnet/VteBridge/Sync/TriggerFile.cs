namespace VteBridge.Sync;

/// <summary>
/// The file `trigger` in the state folder. An account that may write there asks a running loop for a cycle by creating the file;
/// the loop deletes it when it has seen the request. This works on every operating system, needs no port, and uses the rights
/// of the state folder.
/// </summary>
internal sealed class TriggerFile(string stateFolder, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public string Path { get; } = System.IO.Path.Combine(stateFolder, "trigger");

    public void Ask() => OwnerOnly.Open(Path, FileMode.Create).Dispose();

    /// <summary>Takes a request: deletes the file. False when there is none.</summary>
    public bool Take()
    {
        if (!File.Exists(Path))
            return false;
        File.Delete(Path);
        return true;
    }

    /// <summary>Whether the loop takes the request within this time.</summary>
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

    /// <summary>Passes requests on until it is stopped. Polls the file, because file watchers miss events on network folders.</summary>
    public async Task WatchAsync(SyncRequests requests, ILogger log, CancellationToken stop)
    {
        var isBroken = false;
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stop))
            try
            {
                if (Take() && requests.Ask())
                    log.LogInformation("A sync cycle was requested");
                isBroken = false;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!isBroken)
                    log.LogWarning("Requests for a sync cycle cannot be read ({Error}); check {File}", e.Message, Path);
                isBroken = true;
            }
    }
}
