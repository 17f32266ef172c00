using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>
/// Walks a source page by page and reads the next page while the caller maps and writes the one it has: the server answers
/// while the disk is written. At most two pages are in memory. The source is read by one task at a time, always in order.
/// </summary>
internal sealed class ReadAhead : IAsyncDisposable
{
    private readonly ISource _source;
    private readonly CancellationTokenSource _stop;
    private Task<CandidatePage>? _next;

    /// <param name="from">Where the walk begins; null: it has no pages.</param>
    public ReadAhead(ISource source, Position? from, CancellationToken stop)
    {
        _source = source;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _next = Read(from);
    }

    /// <summary>The next page, null behind the last.</summary>
    public async Task<CandidatePage?> NextAsync()
    {
        if (_next is null)
            return null;
        var page = await _next;
        _next = Read(page.Next);
        return page;
    }

    /// <summary>Afterwards nothing reads the source any more. How a page ended that nobody asked for is nobody's concern.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_next is not null)
            await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private Task<CandidatePage>? Read(Position? from) =>
        from is { } position ? Task.Run(() => _source.ReadAsync(position, _stop.Token), _stop.Token) : null;
}
