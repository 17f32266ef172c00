using System.CommandLine;
using Microsoft.Extensions.Logging;
using VteBridge.Checkpoints;
using VteBridge.Sync;
using VteBridge.Sync.Loop;

namespace VteBridge.Commands;

/// <summary>`sync`: one pass.</summary>
internal static class SyncCommand
{
    private static readonly Option<DateTime?> From = TimeFlag.Create(
        "--from",
        "Begin the very first pass at this time of VTE's (yyyy-MM-dd [HH:mm])"
    );
    private static readonly Option<string?> Outlet = new("--outlet")
    {
        Description = "sidecar, queue-folder, watch-folder or directory",
        HelpName = "NAME",
    };
    private static readonly Option<string?> Folder = new("--folder")
    {
        Description = "The outlet's folder",
        HelpName = "DIR",
    };

    public static Command Create() =>
        Verb.Create(
            "sync",
            "One pass: reads what is new or changed in VTE since the last one and hands it over.\n\n"
                + "  vtebridge sync\n"
                + "  vtebridge sync --config /etc/vtebridge/appsettings.json --json\n"
                + "  vtebridge sync --from \"2026-01-01\"      the first pass, without the history before",
            RunAsync,
            json: true,
            From,
            Outlet,
            Folder
        );

    private static async Task<int> RunAsync(Invocation call, CancellationToken stop)
    {
        call.LogsToFile = true;
        var options = call.Load(
                ("Sync:StartFrom", call.Parsed.GetValue(From)?.ToString("s")),
                ("Delivery:Outlet", call.Parsed.GetValue(Outlet)),
                ("Delivery:Folder", call.Parsed.GetValue(Folder) is { } folder ? Path.GetFullPath(folder) : null)
            )
            .Valid();
        await using var parts = call.Compose(options);
        using var single = StateLock.Take(options.State.Folder);

        var health = new HealthParts(call, parts.Time, () => options);
        var summary = await call.Terminal.ProgressAsync(
            "sync",
            progress => PassAsync(parts, health, new PassBar(progress), stop)
        );
        Report(call, parts, summary);
        return summary.ExitCode;
    }

    /// <summary>One pass, put down for `status` and looked at by the alert rules as those of `run` are.</summary>
    private static async Task<SyncSummary> PassAsync(
        Composition parts,
        HealthParts health,
        IProgress<PassProgress> progress,
        CancellationToken stop
    )
    {
        var watched = new WatchedPass(health.Book, parts.Time);
        health.Book.Begin(parts.Options, null);
        try
        {
            health.Book.End(await watched.RunAsync(parts, default, stop, progress));
            await health.Watch.LookAsync(stop);
            return watched.Summary!;
        }
        catch (Exception e)
        {
            health.Book.End(watched.EndOf(e, stop.IsCancellationRequested));
            if (stop.IsCancellationRequested)
                health.Watch.Keep();
            else
                await health.Watch.LookAsync(stop);
            throw;
        }
    }

    private static void Report(Invocation call, Composition parts, SyncSummary summary)
    {
        parts.Logs.CreateLogger("VteBridge.Sync").LogInformation("Pass finished: {Summary}", SummaryText.Line(summary));
        if (call.Terminal.ShowsTables && !call.Json)
            call.Terminal.Table(["", ""], SummaryText.Rows(summary));
        if (summary.OutletTrouble is { } trouble)
            call.Terminal.Error($"{trouble} Nothing is lost: the next pass goes on from here.");
        if (summary.DeadLetters > 0)
            call.Terminal.Error(
                $"{summary.DeadLetters} dead letters need a person: 'vtebridge status' lists them with what to do."
            );
        if (call.Json)
            Invocation.WriteJson(SummaryText.Json(summary));
        else if (!call.Terminal.ShowsTables)
            call.Terminal.Line(SummaryText.Line(summary));
    }
}
