using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>What WATS tells one report from another by, besides the id. Timestamp is VTE's raw one.</summary>
internal sealed record StartKey(
    DateTime Timestamp,
    string SerialNumber,
    string PartNumber,
    int ProcessCode,
    DateTimeOffset Start
);

/// <summary>
/// WATS takes two reports with the same serial, part number, process and start for one test and keeps only the later one.
/// This class says by how much each start must be moved so that no two are the same. It needs only headers: get the key of each
/// from <see cref="RunMapper.StartKeyOf"/> or <see cref="RepairMapper.StartKeyOf"/>, in the order (timestamp, id), and give
/// the shift to <c>Map</c>. Runs and repairs need an instance each.
/// </summary>
/// <remarks>
/// It remembers the starts of the last <see cref="Reach"/>. Begin that much before the first run that counts; then a run gets
/// the same start wherever reading begins. The shift of a run depends on its neighbours too. A run that was sent with another
/// shift (see <see cref="WasSentWith"/>) must be sent again, or it and its late neighbour overwrite each other in WATS.
/// </remarks>
internal sealed class StartTimeCollisions
{
    /// <summary>How far back starts are remembered, by VTE's timestamps: enough for a thousand runs of one unit in one millisecond.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromSeconds(1);

    private readonly Queue<(DateTime Timestamp, (string Test, long Start) Taken)> _recent = new();

    /// <summary>The starts that are taken, each with the shift in milliseconds of the last run that wanted it.</summary>
    private readonly Dictionary<(string Test, long Start), int> _taken = [];

    /// <summary>By how much this start must be moved so that no other is the same. The moved start is then taken.</summary>
    /// <param name="key">Null for a run or repair that gets no report.</param>
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
        // Version 0.1.0 raised the flag without the milliseconds.
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
