namespace VteBridge.Mapping;

/// <summary>
/// WATS takes two reports with one serial, part, process and start for the same test, and keeps the later one. This
/// remembers the starts of the runs around the current one, so that each can get a start of its own: also where one
/// that was moved would land on the start of the run behind it.
/// </summary>
/// <remarks>
/// Whoever walks must begin <see cref="Reach"/> before the first run that counts, in the order of the walk: then a run
/// gets the same start in every walk, wherever it begins.
/// </remarks>
internal sealed class Twins
{
    /// <summary>How far back starts are remembered, in VTE's timestamps: a thousand runs of one unit in one millisecond.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromSeconds(1);

    private readonly Queue<(DateTime Timestamp, (string Test, long Start) Key)> _recent = new();

    /// <summary>Starts that are taken, each with the milliseconds by which the last run that wanted it was moved.</summary>
    private readonly Dictionary<(string Test, long Start), int> _taken = [];

    /// <summary>By how many milliseconds this run must start later, so that no other has its four; then that start is taken.</summary>
    /// <param name="timestamp">VTE's own.</param>
    public int MillisecondsLater(
        DateTime timestamp,
        string serial,
        string partNumber,
        int process,
        DateTimeOffset start
    )
    {
        Forget(timestamp);
        var test = $"{serial}\0{partNumber}\0{process}".ToUpperInvariant();
        var wanted = (test, start.UtcTicks);
        if (!_taken.TryGetValue(wanted, out var later))
        {
            Take(timestamp, wanted);
            return 0;
        }
        (string, long) free;
        do
        {
            later++;
            free = (test, start.UtcTicks + (later * TimeSpan.TicksPerMillisecond));
        } while (_taken.ContainsKey(free));
        _taken[wanted] = later;
        Take(timestamp, free);
        return later;
    }

    private void Take(DateTime timestamp, (string, long) key)
    {
        _taken.Add(key, 0);
        _recent.Enqueue((timestamp, key));
    }

    private void Forget(DateTime timestamp)
    {
        while (_recent.TryPeek(out var oldest) && (timestamp - oldest.Timestamp).Duration() > Reach)
            _taken.Remove(_recent.Dequeue().Key);
    }
}
