using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>By what WATS tells one report from another besides the id. Timestamp is VTE's own, raw.</summary>
internal sealed record StartKey(
    DateTime Timestamp,
    string SerialNumber,
    string PartNumber,
    int ProcessCode,
    DateTimeOffset Start
);

/// <summary>
/// WATS takes two reports with the same serial, part number, process and start for one test and keeps the later one only.
/// This says by how much each start must be moved so that no two are the same. It needs headers only: ask
/// <see cref="RunMapper.StartKeyOf"/> or <see cref="RepairMapper.StartKeyOf"/> for the key of each, in the order
/// (timestamp, id), and give the answer to <c>Map</c>. Runs and repairs need one object each.
/// </summary>
/// <remarks>
/// It remembers the starts of the last <see cref="Reach"/>. Begin that much before the first run that counts: then a run
/// gets the same start wherever the reading begins. The shift of a run follows from its neighbours as well as from its own
/// facts; one that was sent with another shift (<see cref="WasSentWith"/>) must be sent again, or its late neighbour and it overwrite each other.
/// </remarks>
internal sealed class StartTimeCollisions
{
    /// <summary>How far back starts are remembered, in VTE's timestamps: a thousand runs of one unit in one millisecond.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromSeconds(1);

    private readonly Queue<(DateTime Timestamp, (string Test, long Start) Taken)> _recent = new();

    /// <summary>Starts that are taken, each with the milliseconds by which the last run that wanted it was moved.</summary>
    private readonly Dictionary<(string Test, long Start), int> _taken = [];

    /// <summary>By how much this start must be moved so that no other is the same; then that start is taken.</summary>
    /// <param name="key">Null for one that becomes no report.</param>
    /// <returns>Whole milliseconds.</returns>
    public TimeSpan ShiftOf(StartKey? key)
    {
        if (key is null)
            return TimeSpan.Zero;
        Forget(key.Timestamp);
        var test = $"{key.SerialNumber}\0{key.PartNumber}\0{key.ProcessCode}".ToUpperInvariant();
        var wanted = (test, key.Start.UtcTicks);
        if (!_taken.TryGetValue(wanted, out var later))
        {
            Take(key.Timestamp, wanted);
            return TimeSpan.Zero;
        }
        (string, long) free;
        do
        {
            later++;
            free = (test, key.Start.UtcTicks + (later * TimeSpan.TicksPerMillisecond));
        } while (_taken.ContainsKey(free));
        _taken[wanted] = later;
        Take(key.Timestamp, free);
        return TimeSpan.FromMilliseconds(later);
    }

    /// <summary>Whether a report with these flags was sent with this shift.</summary>
    public static bool WasSentWith(IEnumerable<string> flags, TimeSpan shift)
    {
        var moved = flags.FirstOrDefault(flag => Flags.KindOf(flag) == Flags.StartMoved);
        // Version 0.1.0 did not say by how much.
        return moved == Flags.StartMoved ? shift > TimeSpan.Zero
            : moved is null ? shift == TimeSpan.Zero
            : moved == FlagOf(shift);
    }

    public static string FlagOf(TimeSpan shift) => Flags.With(Flags.StartMoved, $"{shift.TotalMilliseconds:0} ms");

    private void Take(DateTime timestamp, (string, long) start)
    {
        _taken.Add(start, 0);
        _recent.Enqueue((timestamp, start));
    }

    private void Forget(DateTime timestamp)
    {
        while (_recent.TryPeek(out var oldest) && (timestamp - oldest.Timestamp).Duration() > Reach)
            _taken.Remove(_recent.Dequeue().Taken);
    }
}
