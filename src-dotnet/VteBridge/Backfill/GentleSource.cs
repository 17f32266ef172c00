using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Backfill;

/// <summary>A source read at a pace.</summary>
internal sealed class GentleSource(ISource source, Pace pace) : ISource
{
    public string Name => source.Name;

    public void Begin(Window window) => source.Begin(window);

    /// <summary>A backfill's end is in the past.</summary>
    public Task<(long Count, DateTime? First)> FutureAsync(CancellationToken stop) =>
        Task.FromResult<(long, DateTime?)>((0, null));

    public Task<CandidatePage> ReadAsync(Position from, CancellationToken stop) =>
        pace.ReadAsync(() => source.ReadAsync(from, stop), page => page.Rows, stop);
}
