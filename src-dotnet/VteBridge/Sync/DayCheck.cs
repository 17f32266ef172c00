using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>
/// Finds runs that came or changed after they left the look-back. Once an hour it compares one aggregate row per day with the
/// earlier one, and reads the headers of the days that differ.
/// </summary>
internal sealed class DayCheck(
    IReadOnlyList<IRowSource> sources,
    StateStore store,
    SyncOptions options,
    Window window,
    SliceMemory? memory,
    ILogger log
)
{
    public async IAsyncEnumerable<Walk> WalksAsync([EnumeratorCancellation] CancellationToken stop)
    {
        if (options.DayCheckDays == 0 || !store.IsDue(StoredTime.DayCheck, options.DayCheckInterval, window.Now))
            yield break;
        foreach (var source in sources)
        {
            var from = First();
            foreach (var walk in Incomplete(source, from))
                yield return walk;
            var known = store.ComparedDays(source.Name, DateOnly.FromDateTime(from));
            var now = await AggregatesAsync(source, from, stop);
            foreach (var day in now.Where(d => known.GetValueOrDefault(d.Day) is not { } k || !IsSame(k, d)))
            {
                if (known.ContainsKey(day.Day) || !IsCounted(source, day))
                {
                    log.LogInformation(
                        "{Day:yyyy-MM-dd} has changed in VTE: its {Source} are compared",
                        day.Day,
                        source.Name
                    );
                    var compared = await CompareAsync(source, Day(day.Day, from), stop);
                    foreach (var (begin, end) in compared.Changed)
                        yield return Part(source, begin, end);
                    compared.Remember();
                }
                store.SaveDays([new DayRecord(source.Name, day.Day, day.Count, day.Checksum, window.Now)]);
            }
        }
        store.Done(StoredTime.DayCheck, window.Now);
    }

    private DateTime First()
    {
        var first = window.Until.Date.AddDays(-options.DayCheckDays);
        return options.StartFrom is { } start && start > first ? start : first;
    }

    private async Task<IReadOnlyList<DayAggregate>> AggregatesAsync(
        IRowSource source,
        DateTime from,
        CancellationToken stop
    )
    {
        if (await source.Census.AggregateByDayAsync(from, window.Until, stop) is { } aggregates)
            return aggregates;
        // Without checksums every day counts as changed: its headers are read, which costs more and finds the same.
        var counts = await source.Census.CountByDayAsync(from, stop);
        return
        [
            .. counts
                .Where(c => c.Day is { } day && day <= DateOnly.FromDateTime(window.Until))
                .Select(c => new DayAggregate(c.Day!.Value, c.Count, $"{window.Now:O}")),
        ];
    }

    private static bool IsSame(DayRecord known, DayAggregate now) =>
        known.Rows == now.Count && known.Checksum == now.Checksum;

    /// <summary>For a day that is aggregated for the first time: whether the store has as many outcomes as VTE has rows.</summary>
    private bool IsCounted(IRowSource source, DayAggregate day) =>
        store
            .Recorded(source.Kind, day.Day.ToDateTime(TimeOnly.MinValue), day.Day.ToDateTime(TimeOnly.MaxValue))
            .GetValueOrDefault(day.Day) == day.Count;

    /// <summary>
    /// A walk to the runs that were sent without steps or with an unknown result: their header may stay the same when VTE fills them
    /// in.
    /// </summary>
    private IEnumerable<Walk> Incomplete(IRowSource source, DateTime from)
    {
        var incomplete = store.Flagged(source.Kind, DetailSelection.IncompleteFlags, from, limit: 500);
        if (incomplete.Count > 0)
            yield return new Walk(
                source,
                Position.Before(incomplete.Min(i => i.Timestamp)),
                incomplete.Max(i => i.Timestamp),
                Only: incomplete.Select(i => i.Id).ToHashSet(),
                IsCheck: true
            );
    }

    private (DateTime Begin, DateTime End) Day(DateOnly day, DateTime from)
    {
        var begin = day.ToDateTime(TimeOnly.MinValue);
        var end = begin.AddDays(1).AddTicks(-1);
        return (begin < from ? from : begin, end < window.Until ? end : window.Until);
    }

    /// <summary>
    /// The parts of a day to read. The last two days change with every comparison, so of them only the hours that differ are read.
    /// </summary>
    private async Task<ComparedSlices> CompareAsync(
        IRowSource source,
        (DateTime Begin, DateTime End) day,
        CancellationToken stop
    ) =>
        memory is not null && day.End > window.Until.AddDays(-2)
            ? await memory.CompareAsync(source, store, day.Begin, day.End, Slice.Hour, stop)
            : new([day], () => { });

    private static Walk Part(IRowSource source, DateTime begin, DateTime end) =>
        new(source, Position.Before(begin), end, AllDetails: false, IsCheck: true);
}
