using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>
/// Finds single runs and repairs by the id of their report and maps them afresh. The rows just before are read with
/// them, because <see cref="StartTimeCollisions"/> keeps their starts apart.
/// </summary>
internal sealed class Lookup(
    RunReader reader,
    RunSource runs,
    RepairSource? repairs,
    Journal journal,
    DeadLetters deadLetters
)
{
    /// <summary>The candidate, and before it those that may move its start; empty when VTE does not have it (any more).</summary>
    public async Task<IReadOnlyList<Candidate>> FindAsync(Guid id, Window window, CancellationToken stop)
    {
        if (await reader.TimestampOfAsync(id, stop) is { } timestamp)
            return await FindAsync(runs, id, timestamp, window, stop);
        if (repairs is null)
            return [];
        // Where a repair's key is no GUID, its report has another id, and only our own files know where it stands in time.
        var time =
            await repairs.TimeOfAsync(id, stop)
            ?? deadLetters.Find(id.ToString())?.Run
            ?? journal.Find(id.ToString())?.Run;
        return time is null ? [] : await FindAsync(repairs, id, time.Value, window, stop);
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
        var begin =
            timestamp - DateTime.MinValue > StartTimeCollisions.Reach
                ? timestamp - StartTimeCollisions.Reach
                : timestamp;
        for (Position? from = Position.Before(begin); from is { } position; )
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
