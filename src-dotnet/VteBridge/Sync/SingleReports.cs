using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Finds single runs and repairs by the ids of their reports, at any time.</summary>
internal sealed class SingleReports(IReadOnlyList<IRowSource> sources, string stateFolder)
{
    /// <summary>A walk that takes only this report; null when VTE does not have it.</summary>
    public async Task<Walk?> WalkToAsync(Guid id, CancellationToken stop)
    {
        // VteBridge makes the id of a row without a key and of a repair whose key is no GUID. Only the store knows the time of these.
        using var store = StateStore.OpenReadOnly(stateFolder);
        var recorded = store.FindDeadLetter(id)?.Timestamp ?? store.Find(id)?.Timestamp;
        foreach (var source in sources)
            if ((await source.TimeOfAsync(id, stop) ?? recorded) is { } time)
            {
                var walk = new Walk(source, Position.Before(time), time, Only: new HashSet<Guid> { id }, Force: true);
                if (await ReadAsync(walk, store, stop) is not null)
                    return walk;
            }
        foreach (var source in sources)
        {
            var (nowhere, only) = (Position.Before(DateTime.MinValue), new HashSet<Guid> { id });
            var walk = new Walk(source, nowhere, DateTime.MinValue, Only: only, Force: true, IsKeyless: true);
            if (await ReadAsync(walk, store, stop) is not null)
                return walk;
        }
        return null;
    }

    /// <summary>The run or repair with its details; null when VTE does not have it.</summary>
    public async Task<(Candidate Candidate, IRowSource Source)?> FindAsync(Guid id, CancellationToken stop)
    {
        using var store = StateStore.OpenReadOnly(stateFolder);
        return await WalkToAsync(id, stop) is { } walk ? ((await ReadAsync(walk, store, stop))!, walk.Source) : null;
    }

    private static async Task<Candidate?> ReadAsync(Walk walk, StateStore store, CancellationToken stop) =>
        (await new PageReader(walk, store).NextAsync(stop))?.Candidates.FirstOrDefault();
}
