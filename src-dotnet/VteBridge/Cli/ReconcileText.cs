using VteBridge.Reconcile;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>What a reconciliation found, for people and for scripts.</summary>
internal static class ReconcileText
{
    /// <returns>The exit code.</returns>
    public static int Report(CommandContext call, ReconcileRequest request, Reconciliation done, SyncSummary repaired)
    {
        var totals = done.Totals;
        var sent = repaired.Accepted + repaired.Queued;
        var code = repaired.Trouble is not null
            ? ExitCode.DestinationUnavailable
            : (
                totals with
                {
                    Missing = 0,
                    DeepDifferences = 0,
                    Changed = Math.Max(0, totals.Missing + totals.Changed + totals.DeepDifferences - sent),
                }
            ).ExitCode;
        Notes(call, totals, done);
        if (call.Json)
            CommandContext.WriteJson(Json(request, done, sent, code));
        else
            Tables(call.Terminal, done);
        foreach (var day in done.Unread)
            call.Terminal.Error(
                $"{(day.Day is { } d ? $"{d:yyyy-MM-dd}" : "Without a time or key")}: VTE counts {day.Counted} {day.Source}, {day.Read} were read."
            );
        call.Terminal.Note(
            $"{totals.InVte} in VTE, {totals.Missing} missing, {totals.Changed} changed in VTE, {totals.WouldLookDifferent} would look different now, {totals.DeadLetters} dead letters, {totals.Orphans} orphans, {sent} sent again"
        );
        if (done.Deep is { } deep)
            call.Terminal.Note(
                $"Every value of {SummaryText.Count(deep.Compared, "report")} compared with WATS"
                    + (request.Sample is { } size ? $" (a sample of {size}, seed {request.Seed})" : "")
                    + $": {deep.Different} differ, {deep.NotRead} not read"
            );
        if (repaired.Trouble is { } trouble)
            call.Terminal.Error(trouble);
        return code;
    }

    private static void Notes(CommandContext call, ReconcileTotals totals, Reconciliation done)
    {
        if (totals.Trouble is { } why)
            call.Terminal.Note(
                $"WATS was not asked about everything ({why.Split('\n')[^1]}): for the rest, VTE is compared with the state store."
            );
        else if (!totals.AskedWats)
            call.Terminal.Note("WATS was not asked: this compares VTE with the state store.");
        else if (done.HeaderTrouble is { } headers)
            call.Terminal.Note($"WATS could not be asked for reports that VteBridge does not know ({headers}).");
    }

    private static void Tables(Terminal terminal, Reconciliation done)
    {
        terminal.Table(
            done.Counts,
            ("day", c => $"{c.Day:yyyy-MM-dd}"),
            ("testplan", c => c.Testplan),
            ("in VTE", c => $"{c.InVte}"),
            ("delivered", c => $"{c.Delivered}"),
            ("accepted", c => $"{c.Accepted}"),
            ("missing", c => $"{c.Missing}"),
            ("changed in VTE", c => $"{c.Changed}"),
            ("would look different now", c => $"{c.WouldLookDifferent}"),
            ("dead letters", c => $"{c.DeadLetters}"),
            ("excluded", c => $"{c.Excluded}"),
            ("deferred", c => $"{c.Deferred}")
        );
        foreach (var report in done.Deep?.Reports ?? [])
        {
            terminal.Line();
            terminal.Line($"{report.Label}: {SummaryText.Count(report.Count, "difference")} ({report.Why})");
            foreach (var difference in report.Differences)
                terminal.Line($"  {difference}");
        }
        if (done.Orphans.Count > 0)
        {
            terminal.Line();
            terminal.Table(["orphan", "what"], done.Orphans.Found.Select(o => new[] { $"{o.Id}", o.What }));
        }
        if (done.Yields is not { } yields)
            return;
        terminal.Line();
        terminal.Table(
            yields,
            ("week", y => y.Week),
            ("testplan", y => y.Testplan),
            ("units in VTE", y => $"{y.VteUnits}"),
            ("passed", y => $"{y.VtePassed}"),
            ("yield in VTE", y => YieldRow.Percent(y.VtePassed, y.VteUnits)),
            ("units in WATS", y => $"{y.WatsUnits}"),
            ("passed", y => $"{y.WatsPassed}"),
            ("yield in WATS", y => YieldRow.Percent(y.WatsPassed, y.WatsUnits)),
            ("same", y => y.Differs ? "NO" : "yes")
        );
    }

    private static object Json(ReconcileRequest request, Reconciliation done, int sent, int code)
    {
        var totals = done.Totals;
        return new
        {
            askedWats = totals.AskedWats && totals.Trouble is null,
            trouble = totals.Trouble,
            inVte = totals.InVte,
            delivered = done.Counts.Sum(c => c.Delivered),
            accepted = totals.Accepted,
            missing = totals.Missing,
            different = totals.Changed,
            wouldLookDifferent = totals.WouldLookDifferent,
            deadLetters = totals.DeadLetters,
            excluded = done.Counts.Sum(c => c.Excluded),
            deferred = done.Counts.Sum(c => c.Deferred),
            unread = done.Unread,
            orphans = new
            {
                done.Orphans.Count,
                askedWats = totals.AskedWats && done.HeaderTrouble is null,
                done.Orphans.Found,
            },
            deep = done.Deep is not { } deep
                ? null
                : new
                {
                    deep.Compared,
                    deep.Different,
                    deep.NotRead,
                    request.Sample,
                    seed = request.Sample is null ? (int?)null : request.Seed,
                    deep.Reports,
                },
            yields = done.Yields,
            repaired = sent,
            rows = done.Counts,
            exitCode = code,
        };
    }
}
