using System.CommandLine;
using VteBridge.Backfill;
using VteBridge.Hosting;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`backfill`: sends the history, in parallel to the live loop and without touching its checkpoint.</summary>
internal static class BackfillCommand
{
    private static readonly Option<DateTime?> To = TimeFlag.Create(
        "--to",
        "End, not included; without it, the moment when this backfill was first called. Required with --slice"
    );
    private static readonly Option<string?> Slice = new("--slice")
    {
        Description = "Only the i-th of n equal parts of the period, to share it among several machines",
        HelpName = "i/n",
    };
    private static readonly Option<int> Rate = new("--rate")
    {
        Description = "Most runs per minute; 0 for no limit",
        HelpName = "N",
    };
    private static readonly Option<int> MaxLoad = new("--max-load")
    {
        Description = "Keep the server busy for at most this percentage of the time",
        HelpName = "PERCENT",
        DefaultValueFactory = _ => 50,
    };
    private static readonly Option<bool> NewestFirst = new("--newest-first")
    {
        Description = "Day by day, the newest first",
    };
    private static readonly Option<bool> SkipExisting = new("--skip-existing")
    {
        Description = "Ask WATS first and send only what it does not have",
    };
    private static readonly Option<bool> Force = new("--force") { Description = "Send unchanged reports again, too" };

    public static Command Create() =>
        VerbCommand.Create(
            "backfill",
            "Sends the history of a period. Called again with the same times, it goes on where it stopped.\n\n"
                + "  vtebridge backfill --from 2024-01-01 --to 2026-01-01\n"
                + "  vtebridge backfill --from 2024-01-01 --to 2026-01-01 --plan    what it would do\n"
                + "  vtebridge backfill --from 2020-01-01 --to 2026-01-01 --slice 3/8 --max-load 25\n"
                + "  vtebridge backfill --from 2026-01-01 --newest-first --skip-existing",
            RunAsync,
            json: true,
            PeriodFlags.RequiredFrom,
            To,
            Slice,
            Rate,
            MaxLoad,
            NewestFirst,
            SkipExisting,
            Force,
            PlanText.Flag,
            DestinationFlags.Destination,
            DestinationFlags.Folder
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var share = Share(call);
        var options = call.Load([.. DestinationFlags.Values(call.Parsed)]).Valid();
        await using var parts = call.ComposeMonitored(options, new SyncRequestOptions());
        var session = await parts.OpenAsync(stop);
        var pace = new Pace(
            call.Parsed.GetValue(MaxLoad),
            call.Parsed.GetValue(Rate),
            parts.Vte,
            parts.Time,
            parts.Logs.CreateLogger<Pace>()
        );
        var force = call.Parsed.GetValue(Force);
        var existing = call.Parsed.GetValue(SkipExisting) ? new ExistingReports(parts.Verifier()) : null;
        if (call.Parsed.GetValue(PlanText.Flag))
            return await PlanText.ShowAsync(
                call,
                "This backfill",
                session.PlanAsync(
                    (copy, store) =>
                        new BackfillRun(copy, store, pace, parts.Time).Plan(Range(call, share, session.Window), force),
                    existing,
                    stop
                ),
                stop
            );
        var run = new BackfillRun(session, parts.Store, pace, parts.Time);
        var range = run.Resume(Range(call, share, session.Window));
        using var single = InstanceLock.Take(Path.Combine(options.State.Folder, "backfill"), range.Key + ".lock");

        if (run.IsComplete(range) && !force)
        {
            call.Terminal.Note(
                "This backfill is complete: nothing is left to do. With --force it sends everything once more."
            );
            return Report(call, range, SyncSummary.Nothing);
        }
        try
        {
            var total = await call.Terminal.ProgressAsync(
                "backfill",
                bar => run.RunAsync(range, force, existing, new CycleProgressBar(bar, range.Begin, range.End), stop)
            );
            return Report(call, range, total);
        }
        finally
        {
            await parts.Sync.AddCostAsync(session.Window, cycles: 1, stop);
        }
    }

    /// <summary>The share that --slice asks for. Refuses values that cannot be used, before anything is opened.</summary>
    private static (int I, int N) Share(CommandContext call)
    {
        var slice = call.Parsed.GetValue(Slice);
        if (slice is not null && call.Parsed.GetValue(To) is null)
            throw new UsageFailure(
                "--slice needs --to: all machines must use the same period. Add --to \"yyyy-MM-dd\"."
            );
        var (i, n) = (1, 1);
        if (
            slice is not null
            && !(
                slice.Split('/') is [var a, var b]
                && int.TryParse(a, out i)
                && int.TryParse(b, out n)
                && i >= 1
                && i <= n
            )
        )
            throw new UsageFailure($"--slice '{slice}' is not i/n with 1 <= i <= n, for example --slice 3/8.");
        if (call.Parsed.GetValue(MaxLoad) is < 1 or > 100)
            throw new UsageFailure($"--max-load {call.Parsed.GetValue(MaxLoad)} is out of range. Use 1 to 100.");
        if (call.Parsed.GetValue(Rate) < 0)
            throw new UsageFailure($"--rate {call.Parsed.GetValue(Rate)} is out of range. Use 0 for no limit.");
        return (i, n);
    }

    private static BackfillRange Range(CommandContext call, (int I, int N) share, Window window)
    {
        var (from, to) = (call.Parsed.GetValue(PeriodFlags.RequiredFrom)!.Value, call.Parsed.GetValue(To));
        // Whole seconds. Runs that arrive while the backfill works belong to the live cycles.
        var end =
            to is { } t && t < window.Until
                ? t
                : new DateTime(window.Until.Ticks - (window.Until.Ticks % TimeSpan.TicksPerSecond));
        return from < end
            ? new BackfillRange(from, end, share.I, share.N, call.Parsed.GetValue(NewestFirst), to is null)
            : throw new UsageFailure(
                $"--from {from:yyyy-MM-dd HH:mm:ss} is not before the end {end:yyyy-MM-dd HH:mm:ss}. Correct --from or --to."
            );
    }

    private static int Report(CommandContext call, BackfillRange range, SyncSummary s)
    {
        call.Terminal.Note(
            $"Backfill {range.Begin:yyyy-MM-dd HH:mm:ss} to {range.End:yyyy-MM-dd HH:mm:ss}: {SummaryText.Line(s)}"
        );
        if (s.Trouble is { } trouble)
            call.Terminal.Error($"{trouble} Call it again with the same times: it goes on where it stopped.");
        if (call.Json)
            CommandContext.WriteJson(SummaryText.Json(s));
        return s.ExitCode;
    }
}
