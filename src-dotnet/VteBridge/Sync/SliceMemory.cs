using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>
/// What `run` remembers from cycle to cycle of the slices of time that it has read. A slice needs no reading as long as the
/// server gives it the count and checksum that it had before it was last read, and each of its rows was delivered complete.
/// </summary>
internal sealed class SliceMemory
{
    private readonly Dictionary<(string Source, int Minutes, DateTime From), Slice> _read = [];

    /// <summary>Compares a time with what was read of it.</summary>
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
            // Nobody asks for what lies that far behind any more.
            foreach (var key in _read.Keys.Where(k => k.Source == source.Name && k.From < begin.AddDays(-2)).ToList())
                _read.Remove(key);
            foreach (var slice in slices)
                _read[(source.Name, minutes, slice.From)] = slice;
        }
    }
}

/// <param name="Changed">What is to be read, in order; raw times, both included.</param>
/// <param name="Remember">To be called when all of it was read.</param>
internal sealed record ComparedSlices(IReadOnlyList<(DateTime From, DateTime Until)> Changed, Action Remember);
