using VteBridge.Backfill;
using VteBridge.Reconcile;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Hosting;

/// <summary>
/// Reconciles the days before each night. Each step reconciles one day, after a sync cycle and at half the speed that VTE
/// allows, so that a cycle is never delayed by more than one day's reconcile. VTE is read once for each day. If the day
/// was in order, the following nights only query WATS, where a report may still disappear.
/// </summary>
internal sealed class NightlyReconcile(BridgeScope parts)
{
    private const int MostLoad = 50;
    private static readonly TimeSpan AskAgain = TimeSpan.FromHours(1);

    private readonly ILogger _log = parts.Logs.CreateLogger<NightlyReconcile>();

    /// <summary>Never throws, because the cycles do not depend on it. A day that was interrupted is reconciled again.</summary>
    /// <param name="completeThrough">Every run up to this time has an outcome; null if that time is unknown.</param>
    public async Task StepAsync(DateTimeOffset? completeThrough, CancellationToken stop)
    {
        try
        {
            if (completeThrough is { } through && Due(through) is { } due)
                parts.Store.SaveNight(await ReconcileAsync(due.Night, due.Day, stop));
        }
        catch (Exception e)
        {
            if (e is OperationCanceledException && stop.IsCancellationRequested)
                return;
            _log.LogWarning(
                e is CannotWork ? null : e,
                "The nightly reconcile failed ({Error}); it is tried again",
                e.Message
            );
        }
    }

    /// <summary>
    /// The first day of the latest complete night that is not reconciled yet; null if none is due. A night is complete
    /// when all runs before it have an outcome.
    /// </summary>
    private (DateOnly Night, DateOnly Day)? Due(DateTimeOffset completeThrough)
    {
        if (parts.Options.Reconcile.NightlyTime is not { } at)
            return null;
        // In VTE's local time, by the database's clock, in the time zone whose day ends last.
        var local = parts.Clock.LatestRaw(completeThrough) - parts.Clock.Spread;
        var night = DateOnly.FromDateTime(local).AddDays(TimeOnly.FromDateTime(local) < at ? -1 : 0);
        var made = parts.Store.Nights().Where(n => n.Night == night).ToDictionary(n => n.Day);
        var first = parts.Options.Sync.StartFrom is { } start ? DateOnly.FromDateTime(start) : DateOnly.MinValue;
        // If WATS cannot be queried, there is no point in checking a day again that was in order.
        var days = parts.Options.Delivery.KnowsWats ? parts.Options.Reconcile.NightlyDays : 1;
        for (var day = night.AddDays(-days); day < night; day = day.AddDays(1))
        {
            var isMade =
                made.TryGetValue(day, out var record)
                && (
                    record.ExitCode != ExitCode.DestinationUnavailable || completeThrough - record.CheckedAt < AskAgain
                );
            if (!isMade && day >= first)
                return (night, day);
        }
        return null;
    }

    private async Task<NightRecord> ReconcileAsync(DateOnly night, DateOnly day, CancellationToken stop)
    {
        var session = await parts.OpenAsync(stop);
        try
        {
            return await ReconcileAsync(session, night, day, stop);
        }
        finally
        {
            await parts.Sync.AddCostAsync(session.Window, cycles: 0, stop);
        }
    }

    private async Task<NightRecord> ReconcileAsync(
        SyncSession session,
        DateOnly night,
        DateOnly day,
        CancellationToken stop
    )
    {
        var pace = new Pace(MostLoad, 0, parts.Vte, parts.Time, parts.Logs.CreateLogger<Pace>());
        var begin = day.ToDateTime(TimeOnly.MinValue);
        var from = parts.Options.Sync.StartFrom is { } start && start > begin ? start : begin;
        var wats = parts.Options.Delivery.KnowsWats ? parts.WatsReader() : null;
        var reconciliation = new Reconciliation(
            [.. session.Sources.Select(s => new PacedSource(s, pace))],
            parts.Store,
            wats,
            parts.Options.Sync,
            parts.Clock,
            session.Window with
            {
                Until = begin.AddDays(1).AddTicks(-1),
            },
            new ReconcileRequest(from, IsOfWatsAlone: wats is not null && WasInOrder(day))
        );
        var began = parts.Time.GetTimestamp();
        await reconciliation.RunAsync(new Silence(), stop);
        var totals = reconciliation.Totals;
        _log.Log(
            totals.ExitCode == ExitCode.Done ? LogLevel.Information : LogLevel.Warning,
            "Nightly reconcile of {Day:yyyy-MM-dd}: {InVte} in VTE, {Found}; {Seconds:0.0} s",
            day,
            totals.InVte,
            totals.Text,
            parts.Time.GetElapsedTime(began).TotalSeconds
        );
        var at = session.Window.Now;
        return new NightRecord(night, day, at, totals.InVte, totals.Differences, totals.ExitCode, totals.Text);
    }

    /// <summary>Whether the last reconcile of the day found it in order.</summary>
    private bool WasInOrder(DateOnly day) =>
        parts.Store.Nights().LastOrDefault(n => n.Day == day) is { ExitCode: ExitCode.Done };

    private sealed class Silence : IProgress<(double, string)>
    {
        public void Report((double, string) value) { }
    }
}
