using VteBridge.Checkpoints;
using VteBridge.Delivery;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>
/// Finds single runs and repairs by the id of their report and maps them afresh. All rows of one timestamp are read,
/// because runs that share one are numbered together.
/// </summary>
internal sealed class Lookup(
    RunReader reader,
    RunSource runs,
    RepairSource? repairs,
    Journal journal,
    DeadLetters deadLetters
)
{
    /// <summary>The candidate, and before it those of its timestamp that come earlier; empty when VTE does not have it (any more).</summary>
    public async Task<IReadOnlyList<Candidate>> FindAsync(Guid id, Window window, CancellationToken stop)
    {
        if (await reader.TimestampOfAsync(id, stop) is { } timestamp)
            return await FindAsync(runs, id, timestamp, window, stop);
        // A repair's report has an id of its own; where its repair stands in time, only our own files know.
        var known = deadLetters.Find(id.ToString())?.Run ?? journal.Find(id.ToString())?.Run;
        return repairs is null || known is null ? [] : await FindAsync(repairs, id, known.Value, window, stop);
    }

    private static async Task<IReadOnlyList<Candidate>> FindAsync(
        ISource source,
        Guid id,
        DateTime timestamp,
        Window window,
        CancellationToken stop
    )
    {
        var found = new List<Candidate>();
        source.Begin(window with { Until = timestamp });
        for (Position? from = Position.Before(timestamp); from is { } position; )
        {
            var page = await source.ReadAsync(position, stop);
            foreach (var candidate in page.Candidates)
            {
                found.Add(candidate);
                if (candidate.Id == id.ToString())
                    return found;
            }
            from = page.Next;
        }
        return [];
    }
}
