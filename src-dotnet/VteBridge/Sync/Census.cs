using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>
/// Once a day counts the whole history in VTE by day and compares it with the outcomes in the store. Days that differ are read
/// again. What still differs then is a warning, until a later census finds no difference.
/// </summary>
internal sealed class Census(
    IReadOnlyList<IRowSource> sources,
    StateStore store,
    SyncOptions options,
    Window window,
    ILogger log
)
{
    /// <summary>The most days that one census reads again.</summary>
    private const int MostDays = 31;

    /// <summary>The differences that this census found, or the last census if none was due.</summary>
    public IReadOnlyList<string> Warnings => [.. store.CensusDifferences().Select(d => d.ToString())];

    public async IAsyncEnumerable<Walk> WalksAsync([EnumeratorCancellation] CancellationToken stop)
    {
        if (!store.IsDue(StoredTime.Census, options.CensusInterval, window.Now))
            yield break;
        var left = new List<CensusDifference>();
        foreach (var source in sources)
        {
            var differences = await DifferencesAsync(source, stop);
            // The store no longer knows reports that were pruned; they must not be sent again because of that.
            var pruned = store.PrunedDays(source.Kind);
            var days = differences.Where(d => d.InVte > d.Recorded).Select(d => d.Day).OfType<DateOnly>();
            foreach (var day in days.Where(d => !pruned.Contains(d)).Take(MostDays))
                yield return Day(source, day);
            left.AddRange(differences.Count == 0 ? [] : await DifferencesAsync(source, stop));
        }
        foreach (var difference in left)
            log.LogWarning("Census: {Difference}", difference);
        store.SaveCensus(left, window.Now);
        await CountRetestsAsync(stop);
    }

    /// <summary>
    /// Counts the units with many tests. No cycle depends on the result: if the server does not understand the statement or takes
    /// too long, the next census tries again.
    /// </summary>
    private async Task CountRetestsAsync(CancellationToken stop)
    {
        try
        {
            var units = new List<Retest>();
            foreach (var source in sources.Where(s => s.Kind == ReportKind.Run))
                units.AddRange(await source.RetestsAsync(options.StartFrom ?? DateTime.MinValue, stop));
            store.SaveRetests(units);
            if (units.Count > 0)
                log.LogWarning(
                    "{Count} units were tested {Many} or more times in one process; the first is {Unit}. {Fix}",
                    units.Count,
                    Retest.Many,
                    units[0],
                    Retest.Fix
                );
        }
        catch (VteFailure e) when (SqlErrors.IsTimeOut(e.InnerException) || SqlErrors.IsNotUnderstood(e.InnerException))
        {
            log.LogWarning("Units with many tests could not be counted: {Error}", e.Message);
        }
    }

    /// <summary>Days before the look-back on which the number of rows in VTE differs from the number of outcomes in the store.</summary>
    public async Task<IReadOnlyList<CensusDifference>> DifferencesAsync(IRowSource source, CancellationToken stop)
    {
        var from = options.StartFrom ?? DateTime.MinValue;
        var end = DateOnly.FromDateTime(window.Until - options.LookBack);
        var inVte = await source.Census.CountByDayAsync(from, stop);
        var recorded = store.Recorded(source.Kind, from, window.Until).Where(r => r.Key < end).ToDictionary();
        // The store records rows without a time under the first day of the calendar.
        var vte = inVte
            .AggregateBy(c => c.Day ?? DateOnly.MinValue, 0L, (sum, c) => sum + c.Count)
            .Where(d => d.Key < end)
            .ToDictionary();
        return
        [
            .. vte
                .Keys.Union(recorded.Keys)
                .Order()
                .Select(day => new CensusDifference(
                    source.Name,
                    day == DateOnly.MinValue ? null : day,
                    vte.GetValueOrDefault(day),
                    recorded.GetValueOrDefault(day)
                ))
                .Where(d => d.InVte != d.Recorded),
        ];
    }

    private Walk Day(IRowSource source, DateOnly day)
    {
        var begin = day.ToDateTime(TimeOnly.MinValue);
        return new Walk(
            source,
            Position.Before(begin),
            begin.AddDays(1).AddTicks(-1),
            AllDetails: false,
            IsCheck: true
        );
    }
}
