using System.CommandLine;
using VteBridge.Delivery.Sidecar;
using VteBridge.Reconcile;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`reconcile`: proves that every run arrived, or finds those that did not.</summary>
internal static class ReconcileCommand
{
    private static readonly Option<DateTime?> From = TimeFlag.Create(
        "--from",
        "First time of VTE's (yyyy-MM-dd [HH:mm])",
        required: true
    );
    private static readonly Option<DateTime?> To = TimeFlag.Create("--to", "Last time, included; now when excluded");
    private static readonly Option<bool> Repair = new("--repair")
    {
        Description = "Send again exactly what is missing or different",
    };
    private static readonly Option<bool> JournalOnly = new("--journal-only") { Description = "Do not ask WATS" };

    public static Command Create() =>
        Verb.Create(
            "reconcile",
            "Compares VTE with the journal and with WATS, by day and testplan. Exit code 5 when something is missing or different.\n\n"
                + "  vtebridge reconcile --from 2026-01-01 --to 2026-02-01\n"
                + "  vtebridge reconcile --from 2026-01-01 --repair",
            RunAsync,
            json: true,
            From,
            To,
            Repair,
            JournalOnly
        );

    private static async Task<int> RunAsync(Invocation call, CancellationToken stop)
    {
        var options = call.Load().Valid();
        var (from, to, repairs) = (
            call.Parsed.GetValue(From)!.Value,
            call.Parsed.GetValue(To),
            call.Parsed.GetValue(Repair)
        );
        if (from > to)
            throw new UsageFailure(
                $"--from {from:yyyy-MM-dd HH:mm} is after --to {to:yyyy-MM-dd HH:mm}. Exchange them."
            );
        await using var parts = call.Compose(options);
        using var single = repairs ? StateLock.Take(options.State.Folder) : null;
        var schema = await parts.SchemaAsync(stop);
        var window = await parts.WindowAsync(stop);
        window = window with { Until = to is { } t && t < window.Until ? t : window.Until };

        var verifier = call.Parsed.GetValue(JournalOnly) ? null : parts.Verifier();
        var (journal, destination, summary) = (
            parts.Journal,
            parts.Destination(),
            new SyncSummary(parts.Time.GetUtcNow())
        );
        var settlement = parts.Settlement(journal, force: true);
        var reconciliation = new Reconciliation(
            parts.Sources(schema),
            journal,
            verifier,
            repairs ? candidate => settlement.Settle(candidate, destination, summary) : null
        );
        await call.Terminal.ProgressAsync(
            "reconcile",
            async bar =>
            {
                await reconciliation.RunAsync(from, window, bar, stop);
                // Without --repair it only looks: nothing is uploaded and nothing written.
                if (repairs)
                    await parts.Receipts(journal).TakeAsync(destination, summary, () => { }, stop);
                return true;
            }
        );
        return Report(call, reconciliation, verifier, summary);
    }

    private static int Report(Invocation call, Reconciliation done, Verifier? verifier, SyncSummary summary)
    {
        if (!done.AskedWats)
            call.Terminal.Note(
                "WATS was not asked about everything: this compares VTE with the journal"
                    + (verifier?.Trouble is { } why ? $" ({why.Split('\n')[^1]})." : " only, as wished.")
            );
        if (!call.Json)
            call.Terminal.Table(
                [
                    "day",
                    "testplan",
                    "in VTE",
                    "delivered",
                    "accepted",
                    "missing",
                    "different",
                    "dead letters",
                    "excluded",
                    "deferred",
                    "sent again",
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
                        $"{c.Different}",
                        $"{c.DeadLetters}",
                        $"{c.Excluded}",
                        $"{c.Deferred}",
                        $"{c.Repaired}",
                    }
                )
            );
        int missing = done.Counts.Sum(c => c.Missing),
            different = done.Counts.Sum(c => c.Different),
            repaired = done.Counts.Sum(c => c.Repaired);
        var code =
            summary.DestinationTrouble is not null ? ExitCode.DestinationUnavailable
            : missing + different > repaired ? ExitCode.DeadLetters
            : ExitCode.Done;
        call.Terminal.Note(
            $"{done.Counts.Sum(c => c.InVte)} in VTE, {missing} missing, {different} different, {repaired} sent again"
        );
        if (summary.DestinationTrouble is { } trouble)
            call.Terminal.Error(trouble);
        if (call.Json)
            Invocation.WriteJson(
                new
                {
                    askedWats = done.AskedWats,
                    inVte = done.Counts.Sum(c => c.InVte),
                    delivered = done.Counts.Sum(c => c.Delivered),
                    accepted = done.Counts.Sum(c => c.Accepted),
                    missing,
                    different,
                    deadLetters = done.Counts.Sum(c => c.DeadLetters),
                    excluded = done.Counts.Sum(c => c.Excluded),
                    deferred = done.Counts.Sum(c => c.Deferred),
                    repaired,
                    rows = done.Counts,
                    exitCode = code,
                }
            );
        return code;
    }
}
