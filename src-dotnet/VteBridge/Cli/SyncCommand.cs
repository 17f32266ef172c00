using System.CommandLine;
using VteBridge.Hosting;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Metrics;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`sync`: one cycle.</summary>
internal static class SyncCommand
{
    private static readonly Option<DateTime?> From = TimeFlag.Create("--from", "Where the very first cycle begins");
    private static readonly Option<bool> AcceptSchema = new("--accept-schema")
    {
        Description = "Go on although VTE has lost tables or columns since the last sync",
    };
    private static readonly Option<bool> Light = new("--light")
    {
        Description = "Read steps again only where a change is likely; for a schedule of a few minutes",
    };

    public static Command Create() =>
        VerbCommand.Create(
            "sync",
            "One cycle: reads what is new or changed in VTE since the last one and delivers it.\n\n"
                + "  vtebridge sync\n"
                + "  vtebridge sync --plan                    what it would do\n"
                + "  vtebridge sync --config /etc/vtebridge/appsettings.json --json\n"
                + "  vtebridge sync --from \"2026-01-01\"      the first cycle, without the history before",
            RunAsync,
            json: true,
            From,
            DestinationFlags.Destination,
            DestinationFlags.Folder,
            Light,
            PlanText.Flag,
            AcceptSchema
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var isPlan = call.Parsed.GetValue(PlanText.Flag);
        call.LogsToFile = !isPlan;
        var options = call.Load([
                ("Sync:StartFrom", call.Parsed.GetValue(From)?.ToString("s")),
                .. DestinationFlags.Values(call.Parsed),
            ])
            .Valid();
        var request = new SyncRequestOptions(
            StartAfresh: call.Parsed.GetValue(From) is not null,
            AcceptSchema: call.Parsed.GetValue(AcceptSchema)
        );
        await using var parts = call.ComposeMonitored(options, request);
        if (isPlan)
        {
            var session = await parts.OpenAsync(stop);
            return await PlanText.ShowAsync(
                call,
                "A sync",
                session.PlanAsync(allSteps: !call.Parsed.GetValue(Light), stop),
                stop
            );
        }
        using var single = InstanceLock.Take(options.State.Folder);

        var summary = await call.Terminal.ProgressAsync(
            "sync",
            progress => CycleAsync(parts, call.Parsed.GetValue(Light), new CycleProgressBar(progress), stop)
        );
        Report(call, parts, summary);
        return summary.ExitCode;
    }

    /// <summary>One cycle, recorded for `status` and checked by the alert rules, like those of `run`.</summary>
    private static async Task<SyncSummary> CycleAsync(
        Composition parts,
        bool light,
        IProgress<CycleProgress> progress,
        CancellationToken stop
    )
    {
        var (state, monitor) = (parts.Get<HealthState>(), parts.Get<HealthMonitor>());
        var watched = new WatchedCycle(state, parts.Time);
        parts.Get<Telemetry>();
        state.Begin(parts.Options, null);
        try
        {
            End(await watched.RunAsync(parts.Sync, allSteps: !light, default, stop, progress));
            await monitor.CheckAsync(stop);
            return watched.Summary!;
        }
        catch (Exception e)
        {
            End(watched.EndOf(e, stop.IsCancellationRequested));
            if (stop.IsCancellationRequested)
                monitor.Save();
            else
                await monitor.CheckAsync(stop);
            throw;
        }

        void End(CycleEnd end)
        {
            state.End(end);
            parts.Get<BridgeMetrics>().Count(end);
        }
    }

    private static void Report(CommandContext call, Composition parts, SyncSummary summary)
    {
        parts
            .Logs.CreateLogger("VteBridge.Sync")
            .LogInformation("Cycle finished: {Summary}", SummaryText.Line(summary));
        if (call.Terminal.ShowsTables && !call.Json)
            call.Terminal.Table(["what", "count"], SummaryText.Rows(summary));
        if (summary.Trouble is { } trouble)
            call.Terminal.Error($"{trouble} Nothing is lost: the next cycle goes on from here.");
        if (summary.DeadLetters > 0)
            call.Terminal.Error(
                $"{SummaryText.Count(summary.DeadLetters, "dead letter")} to look at: 'vtebridge status' lists them with what to do."
            );
        if (call.Json)
            CommandContext.WriteJson(SummaryText.Json(summary));
        else
            call.Terminal.Line(SummaryText.Line(summary));
    }
}
