using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>The walks of an ordinary sync cycle: lost reports, what is new, second looks, days that changed late, the census.</summary>
/// <param name="readAllSteps">Whether to read the steps of the whole look-back.</param>
/// <param name="memory">Set in a program that makes one cycle after the other; else null.</param>
internal sealed class LivePlan(
    IReadOnlyList<IRowSource> sources,
    StateStore store,
    SyncOptions options,
    VteClock clock,
    TimeProvider time,
    ILogger<LivePlan> log,
    bool readAllSteps,
    SliceMemory? memory
) : IWalkPlan
{
    /// <summary>The most lost reports that one cycle sends again; the rest follows in later cycles.</summary>
    private const int MostLost = 500;

    private SyncSummary _findings = SyncSummary.Nothing;
    private LiveProgress? _runs;

    public SyncSummary Findings =>
        _findings with
        {
            Checkpoint = (_runs?.Current ?? store.Checkpoint(sources[0].Name))?.Timestamp,
        };

    public async IAsyncEnumerable<Walk> WalksAsync(Window window, [EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var source in sources)
        await foreach (var walk in LostReportsAsync(source, stop))
            yield return walk;
        var looks = new SecondLooks(sources, store, options, window, clock);
        foreach (var source in sources)
        {
            await CountFutureAsync(source, window, stop);
            var (live, compared) = await LiveAsync(source, window, stop);
            if (live is not null)
                yield return live;
            compared?.Remember();
            yield return new Walk(source, Position.Before(DateTime.MinValue), DateTime.MinValue, IsKeyless: true);
        }
        foreach (var walk in looks.Walks(areDone: readAllSteps))
            yield return walk;
        var days = new DayCheck(sources, store, options, window, memory, log);
        await foreach (var walk in days.WalksAsync(stop))
            yield return walk;
        var census = new Census(sources, store, options, window, log);
        await foreach (var walk in census.WalksAsync(stop))
            yield return walk;
        _findings = _findings with { Warnings = census.Warnings };
    }

    /// <summary>
    /// Walks to reports whose copy in the queue was lost or whose delivery was interrupted, at whatever time they are. If VTE no longer
    /// has the run, the report becomes a dead letter; otherwise every cycle would search for it again.
    /// </summary>
    private async IAsyncEnumerable<Walk> LostReportsAsync(
        IRowSource source,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var lost = store.Lost(source.Kind, MostLost);
        if (lost.Count == 0)
            yield break;
        log.LogWarning(
            "{Count} reports of {Source} were lost before they reached WATS and are sent again",
            lost.Count,
            source.Name
        );
        yield return To(lost.Min(l => l.Timestamp), lost.Max(l => l.Timestamp), lost.Select(l => l.Id));
        foreach (
            var report in store.Find([.. lost.Select(l => l.Id)]).Values.Where(r => r.Outcome == Outcome.Unavailable)
        )
        {
            var time = await source.TimeOfAsync(report.Id, stop);
            if (time is null)
                store.Record(Gone(report));
            else if (time != report.Timestamp)
                yield return To(time.Value, time.Value, [report.Id]);
        }

        Walk To(DateTime first, DateTime last, IEnumerable<Guid> ids) =>
            new(source, Position.Before(first), last, Only: ids.ToHashSet(), IsCheck: true);
    }

    private PageRecord Gone(ReportRecord report)
    {
        var letter = new DeadLetterRecord(
            report.Id,
            report.Kind,
            $"{report.Id}",
            report.Timestamp,
            null,
            null,
            report.Testplan,
            Causes.GoneFromVte,
            $"The queued copy of this report was lost before it reached WATS, and VTE no longer has the {report.Kind.ToString().ToLowerInvariant()} with this id at {report.Timestamp:yyyy-MM-dd HH:mm:ss}.",
            $"Restore it in VTE, then run 'vtebridge replay {report.Id}'; or delete this dead letter with 'vtebridge replay --forget {report.Id}'.",
            time.GetUtcNow()
        );
        log.LogWarning("Dead letter {Id}: {Why} {Fix}", letter.Id, letter.What, letter.Fix);
        _findings += new SyncSummary { DeadLetters = 1 };
        // Without fingerprints and hash, so that the run is sent if it ever comes back, whatever it looks like.
        return new PageRecord
        {
            Reports =
            [
                report with
                {
                    HeaderFingerprint = "",
                    Fingerprint = "",
                    SentHash = "",
                    Outcome = Outcome.Rejected,
                    RecordedAt = time.GetUtcNow(),
                },
            ],
            DeadLetters = [letter],
        };
    }

    private async Task CountFutureAsync(IRowSource source, Window window, CancellationToken stop)
    {
        var (count, first) = await source.FutureAsync(window.Future, stop);
        if (count == 0)
            return;
        _findings += new SyncSummary { Future = count, FirstFuture = first };
        log.LogWarning(
            "Runs with a timestamp in the future: {Count}, the first at {First:yyyy-MM-dd HH:mm:ss}. They are deferred until then. A station's clock may be wrong, or Vte:TimeZone is not the zone of the timestamps.",
            count,
            first
        );
    }

    /// <summary>
    /// The walk from the look-back to now. With slices in memory it begins at the first slice that has changed; null when none has.
    /// </summary>
    private async Task<(Walk?, ComparedSlices?)> LiveAsync(IRowSource source, Window window, CancellationToken stop)
    {
        var progress = new LiveProgress(
            source.Name,
            store.Checkpoint(source.Name),
            options,
            clock.Spread,
            window,
            time
        );
        if (source == sources[0])
            _runs = progress;
        if (progress.IsInTheFuture)
            log.LogWarning(
                "The checkpoint of the {Source} ({Checkpoint:yyyy-MM-dd HH:mm:ss}) is ahead of the clock of the database server: that clock was set back, or was wrong before. Reading starts at the clock's time minus the look-back",
                source.Name,
                progress.Current!.Timestamp
            );
        var walk = new Walk(source, progress.Start(), window.Until, progress, readAllSteps);
        if (memory is null || readAllSteps || progress.Current is null || progress.IsAhead)
            return (walk, null);
        var start = walk.Start.Timestamp;
        var compared = await memory.CompareAsync(source, store, start, window.Until, Slice.TenMinutes, stop);
        return compared.Changed is [var first, ..]
            ? (walk with { Start = Position.Before(first.From) }, compared)
            : (null, compared);
    }
}
