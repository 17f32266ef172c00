namespace VteBridge.Sync;

/// <summary>
/// Reads the next page while the caller works on the one it has: the server answers while reports are written. At most two
/// pages are in memory.
/// </summary>
internal sealed class PageReadAhead : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<CandidatePage?>> _read;
    private readonly CancellationTokenSource _stop;
    private Task<CandidatePage?> _next;

    public PageReadAhead(Func<CancellationToken, Task<CandidatePage?>> read, CancellationToken stop)
    {
        _read = read;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _next = Read();
    }

    /// <summary>The next page, null behind the last.</summary>
    public async Task<CandidatePage?> NextAsync()
    {
        var page = await _next;
        if (page is not null)
            _next = Read();
        return page;
    }

    /// <summary>Afterwards nothing reads any more. A failure of a page that was not asked for is dropped with it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private Task<CandidatePage?> Read() => Task.Run(() => _read(_stop.Token), _stop.Token);
}
