using System.CommandLine;
using VteBridge.Delivery.Sidecar;
using VteBridge.Reconcile;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`reconcile`: proves that every run arrived, or finds those that did not.</summary>
internal static class ReconcileCommand
{
    private static readonly Option<string?> Repair = new("--repair")
    {
        Description = "Send again what is missing or changed in VTE; with 'all' also what would look different now",
        HelpName = "all",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> StoreOnly = new("--store-only") { Description = "Do not ask WATS" };

    public static Command Create() =>
        VerbCommand.Create(
            "reconcile",
            "Compares VTE with the state store and with WATS, by day and testplan. Exit code 5 when something is missing or changed.\n\n"
                + "  vtebridge reconcile --from 2026-01-01 --to 2026-02-01\n"
                + "  vtebridge reconcile --from 2026-01-01 --repair\n"
                + "  vtebridge reconcile --from 2026-01-01 --repair=all",
            RunAsync,
            json: true,
            PeriodFlags.RequiredFrom,
            PeriodFlags.To,
            Repair,
            StoreOnly
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var options = call.Load().Valid();
        var (from, to) = PeriodFlags.Read(call, PeriodFlags.RequiredFrom);
        var repairs = call.Parsed.GetResult(Repair) is not null;
        if (call.Parsed.GetValue(Repair) is { } what and not "all")
            throw new UsageFailure($"--repair={what} is not known. Use --repair, or --repair=all.");
        await using var parts = call.Compose(options);
        using var single = repairs ? InstanceLock.Take(options.State.Folder) : null;
        var session = await parts.OpenAsync(stop);
        var window = session.Window with { Until = to is { } t && t < session.Window.Until ? t : session.Window.Until };
        var verifier = call.Parsed.GetValue(StoreOnly) ? null : parts.Verifier();
        using var readOnly = repairs ? null : StateStore.OpenReadOnly(options.State.Folder);
        var reconciliation = new Reconciliation(readOnly ?? parts.Store, verifier, options.Sync, window);
        var summary = await call.Terminal.ProgressAsync(
            "reconcile",
            async bar =>
            {
                await reconciliation.RunAsync(session.Sources, from!.Value, bar, stop);
                // Without --repair it only looks: nothing is uploaded and nothing recorded.
                if (!repairs)
                    return SyncSummary.Nothing;
                var walks = reconciliation.Repairs(session.Sources, all: call.Parsed.GetValue(Repair) is "all");
                return await session.Cycle(new GivenWalks(walks)).RunAsync(window, new Progress<CycleProgress>(), stop);
            }
        );
        return Report(call, reconciliation, summary);
    }

    private static int Report(CommandContext call, Reconciliation done, SyncSummary summary)
    {
        var asked = !call.Parsed.GetValue(StoreOnly);
        if (done.Trouble is { } why)
            call.Terminal.Note(
                $"WATS was not asked about everything ({why.Split('\n')[^1]}): this compares VTE with the state store."
            );
        else if (!asked)
            call.Terminal.Note("WATS was not asked: this compares VTE with the state store.");
        if (!call.Json)
            call.Terminal.Table(
                [
                    "day",
                    "testplan",
                    "in VTE",
                    "delivered",
                    "accepted",
                    "missing",
                    "changed in VTE",
                    "would look different now",
                    "dead letters",
                    "excluded",
                    "deferred",
                ],
                done.Counts.Select(c =>
                    new[]
                    {
                        $"{c.Day:yyyy-MM-dd}",
                        c.Testplan,
                        $"{c.InVte}",
                        $"{c.Delivered}",
                        $"{c.Accepted}",
                        $"{c.Missing}",
                        $"{c.Changed}",
                        $"{c.WouldLookDifferent}",
                        $"{c.DeadLetters}",
                        $"{c.Excluded}",
                        $"{c.Deferred}",
                    }
                )
            );
        int missing = done.Counts.Sum(c => c.Missing),
            changed = done.Counts.Sum(c => c.Changed),
            different = done.Counts.Sum(c => c.WouldLookDifferent),
            sent = summary.Accepted + summary.Queued;
        var code =
            summary.DestinationTrouble is not null ? ExitCode.DestinationUnavailable
            : missing + changed > sent || done.Unread.Count > 0 ? ExitCode.DeadLetters
            : ExitCode.Done;
        foreach (var day in done.Unread)
            call.Terminal.Error(
                $"{(day.Day is { } d ? $"{d:yyyy-MM-dd}" : "Without a time or key")}: VTE counts {day.Counted} {day.Source}, {day.Read} were read."
            );
        call.Terminal.Note(
            $"{done.Counts.Sum(c => c.InVte)} in VTE, {missing} missing, {changed} changed in VTE, {different} would look different now, {sent} sent again"
        );
        if (summary.DestinationTrouble is { } trouble)
            call.Terminal.Error(trouble);
        if (call.Json)
            CommandContext.WriteJson(
                new
                {
                    askedWats = asked && done.Trouble is null,
                    inVte = done.Counts.Sum(c => c.InVte),
                    delivered = done.Counts.Sum(c => c.Delivered),
                    accepted = done.Counts.Sum(c => c.Accepted),
                    missing,
                    different = changed,
                    wouldLookDifferent = different,
                    deadLetters = done.Counts.Sum(c => c.DeadLetters),
                    excluded = done.Counts.Sum(c => c.Excluded),
                    deferred = done.Counts.Sum(c => c.Deferred),
                    unread = done.Unread,
                    repaired = sent,
                    rows = done.Counts,
                    exitCode = code,
                }
            );
        return code;
    }
}
