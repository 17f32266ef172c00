using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>One cycle that reports its progress, so that its work is known even if it fails midway.</summary>
internal sealed class WatchedCycle(ISyncObserver observer, TimeProvider time) : IProgress<CycleProgress>
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private IProgress<CycleProgress>? _also;
    private VteClock? _clock;
    private SyncSummary? _summary;
    private SessionCost? _cost;
    private bool _vteAnswered;

    /// <param name="allSteps">Whether to read the steps of the whole look-back, not only where a change is likely.</param>
    /// <param name="also">Another observer of the progress, such as a progress bar.</param>
    /// <exception cref="CannotWork">The cycle could not go on.</exception>
    /// <exception cref="OperationCanceledException">The cycle was stopped, or asked to finish.</exception>
    public async Task<CycleEnd> RunAsync(
        SyncServices services,
        bool allSteps,
        CancellationToken finish,
        CancellationToken stop,
        IProgress<CycleProgress>? also = null
    )
    {
        (_clock, _also) = (services.Clock, also);
        // Before the first page there is nothing to finish, so a request to finish stops the cycle here.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(finish, stop);
        var session = await services.OpenAsync(either.Token);
        var window = session.Window;
        _vteAnswered = true;
        try
        {
            var end = await CycleAsync(services, session, allSteps, finish, stop);
            return end with { Cost = await services.AddCostAsync(window, cycles: 1, either.Token) };
        }
        catch
        {
            // The failed cycle has cost the server something too.
            _cost = await services.AddCostAsync(window, cycles: 1, stop);
            throw;
        }
    }

    private async Task<CycleEnd> CycleAsync(
        SyncServices services,
        SyncSession session,
        bool allSteps,
        CancellationToken finish,
        CancellationToken stop
    )
    {
        var window = session.Window;
        if (StrandedReports.In(services.Options) is { } left)
            services.Logs.CreateLogger<WatchedCycle>().LogWarning("{Left} {Fix}", left, StrandedReports.Fix);
        var summary = await session.LiveCycle(allSteps, finish).RunAsync(window, this, stop);
        services.Schemas?.Keep();
        // A destination in trouble has its own message already.
        if (summary.DestinationTrouble is null)
            summary += GivenUp(services);
        Summary = summary;
        services.Store.Prune(
            DateOnly.FromDateTime(window.Now.UtcDateTime),
            services.Options.State.KeepDays,
            window.Until - services.Options.Sync.LookBack
        );
        var checkpoint = summary.Checkpoint is { } raw ? CompleteBefore(raw, services.Clock) : null;
        return CycleEnd.Of(summary, _startedAt, time.GetUtcNow()) with
        {
            CompleteThrough = summary is { ReadAll: true, Deferred: 0 } ? window.Settled : checkpoint,
        };
    }

    /// <summary>
    /// In these two folders another program takes the reports. It does not tell when it gives one up; only the names of its files
    /// show that.
    /// </summary>
    private static SyncSummary GivenUp(SyncServices services)
    {
        if (services.Destination.Name is not (DestinationNames.QueueFolder or DestinationNames.WatchFolder))
            return SyncSummary.Nothing;
        try
        {
            if (services.Destination.State() is not { Errors: > 0 } state)
                return SyncSummary.Nothing;
            var text = DestinationState.ErrorsText(state.Errors, state.Folder);
            services.Logs.CreateLogger<WatchedCycle>().LogWarning("{Errors} {Fix}", text, DestinationState.ErrorsFix);
            return new SyncSummary { Warnings = [text] };
        }
        catch (DestinationFailure e)
        {
            return new SyncSummary { DestinationTrouble = e.Message };
        }
    }

    /// <summary>The summary of the cycle; null until all its walks and receipts are done.</summary>
    public SyncSummary? Summary { get; private set; }

    /// <summary>The end of a cycle that threw this exception.</summary>
    public CycleEnd EndOf(Exception e, bool wasAskedToFinish)
    {
        var end = e switch
        {
            OperationCanceledException when wasAskedToFinish => End(
                CycleResult.Interrupted,
                ExitCode.Interrupted,
                null
            ),
            CannotWork failure => End(CycleResult.Failed, failure.ExitCode, failure.Message) with
            {
                VteAnswered = _vteAnswered && failure is not VteFailure,
                // A VteFailure without an error from the server is about the schema or the data, so only a person can help.
                NeedsPerson =
                    failure is OptionsFailure or VteFailure { InnerException: null }
                    || failure.InnerException is { } cause && SqlErrors.IsLogin(cause),
            },
            IOException or UnauthorizedAccessException => End(
                CycleResult.Failed,
                ExitCode.Unexpected,
                $"A file cannot be used: {e.Message.TrimEnd('.')}. Check the disk and the rights of this account."
            ),
            _ => End(CycleResult.Failed, ExitCode.Unexpected, $"Unexpected: {e.GetType().Name}: {e.Message}"),
        };
        return _summary is { } summary ? end.With(summary) : end;
    }

    public void Report(CycleProgress value)
    {
        _summary = value.Summary;
        observer.Report(
            value,
            value.Position is { } at && _clock is { } clock ? CompleteBefore(at.Timestamp, clock) : null
        );
        _also?.Report(value);
    }

    private CycleEnd End(CycleResult result, int exitCode, string? trouble) =>
        new(_startedAt, time.GetUtcNow(), result, exitCode, trouble, VteAnswered: _vteAnswered) { Cost = _cost };

    /// <summary>
    /// The moment before which every run has an outcome when the walk has reached this raw time. Takes the earliest instant that the
    /// raw time can mean in any zone; null when no date is known.
    /// </summary>
    private static DateTimeOffset? CompleteBefore(DateTime raw, VteClock clock) =>
        raw.Year < 1900 ? null : clock.Resolve(raw, null, null).Local.ToUniversalTime() - clock.Spread;
}
