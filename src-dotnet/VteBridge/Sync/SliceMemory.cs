using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>
/// What `run` remembers, from cycle to cycle, about the slices of time that it has read. A slice is not read again while the
/// server gives the same count and checksum for it as before the last reading, and each of its rows was delivered complete.
/// </summary>
internal sealed class SliceMemory
{
    private readonly Dictionary<(string Source, int Minutes, DateTime From), Slice> _read = [];

    /// <summary>Compares the slices of a period with what was read of them before.</summary>
    /// <exception cref="VteFailure">VTE cannot be read now.</exception>
    public async Task<ComparedSlices> CompareAsync(
        IRowSource source,
        StateStore store,
        DateTime from,
        DateTime until,
        int minutes,
        CancellationToken stop
    )
    {
        var begin = Slice.Begin(from, minutes);
        if (await source.Census.SlicesAsync(begin, until, minutes, stop) is not { } slices)
            return new([(from, until)], () => { });
        var delivered = store
            .DeliveredComplete(source.Kind, DetailSelection.IncompleteFlags, begin, until)
            .CountBy(time => Slice.Begin(time, minutes))
            .ToDictionary();
        return new([.. slices.Where(s => !IsKnown(s)).Select(Part)], Remember);

        bool IsKnown(Slice slice) =>
            _read.GetValueOrDefault((source.Name, minutes, slice.From)) == slice
            && delivered.GetValueOrDefault(slice.From) == slice.Count;

        (DateTime, DateTime) Part(Slice slice)
        {
            var end = slice.From.AddMinutes(minutes).AddTicks(-1);
            return (slice.From > from ? slice.From : from, end < until ? end : until);
        }

        void Remember()
        {
            // Older slices are never compared again.
            foreach (var key in _read.Keys.Where(k => k.Source == source.Name && k.From < begin.AddDays(-2)).ToList())
                _read.Remove(key);
            foreach (var slice in slices)
                _read[(source.Name, minutes, slice.From)] = slice;
        }
    }
}

/// <param name="Changed">The periods that must be read, in order; raw times, both ends included.</param>
/// <param name="Remember">Must be called once all of them were read.</param>
internal sealed record ComparedSlices(IReadOnlyList<(DateTime From, DateTime Until)> Changed, Action Remember);
