using System.CommandLine;
using VteBridge.Hosting;
using VteBridge.Reconcile;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Cli;

/// <summary>`reconcile`: proves that every run has arrived, or finds those that have not.</summary>
internal static class ReconcileCommand
{
    private static readonly Option<string?> Repair = new("--repair")
    {
        Description = "Send again what is missing or changed in VTE; with 'all' also what would look different now",
        HelpName = "all",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<bool> StoreOnly = new("--store-only") { Description = "Do not ask WATS" };
    private static readonly Option<bool> Deep = new("--deep")
    {
        Description = "Read the reports back from WATS and compare every value",
    };
    private static readonly Option<int?> Sample = new("--sample")
    {
        Description = "With --deep: compare only this many reports, chosen by --seed",
        HelpName = "N",
    };
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "With --sample: another number chooses other reports",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };
    private static readonly Option<bool> Yield = new("--yield")
    {
        Description = "Compare first-pass yields by testplan and week",
    };
    private static readonly Option<DateTime?> From = TimeFlag.Create(
        "--from",
        "First time; required except with --check-evidence"
    );

    public static Command Create() =>
        VerbCommand.Create(
            "reconcile",
            "Compares VTE with the state store and with WATS, by day and testplan. Exit code 5 when anything differs, 4 when WATS could not be asked.\n\n"
                + "  vtebridge reconcile --from 2026-01-01 --to 2026-02-01\n"
                + "  vtebridge reconcile --from 2026-01-01 --repair\n"
                + "  vtebridge reconcile --from 2026-01-01 --deep --sample 100\n"
                + "  vtebridge reconcile --from 2026-01-01 --to 2026-02-01 --deep --yield --evidence january.evidence --sign key.pem\n"
                + "  vtebridge reconcile --check-evidence january.evidence --key public.pem",
            RunAsync,
            json: true,
            From,
            PeriodFlags.To,
            Repair,
            StoreOnly,
            Deep,
            Sample,
            Seed,
            Yield,
            EvidenceFlags.File,
            EvidenceFlags.Sign,
            EvidenceFlags.Checked,
            EvidenceFlags.Key
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        if (call.Parsed.GetValue(EvidenceFlags.Checked) is { } evidence)
            return EvidenceFlags.Check(call, evidence);
        CheckFlags(call);
        var options = call.Load().Valid();
        var (from, to) = PeriodFlags.Read(call, From);
        var repairs = call.Parsed.GetResult(Repair) is not null;
        await using var parts = call.Compose(options);
        using var single = repairs ? InstanceLock.Take(options.State.Folder) : null;
        var session = await parts.OpenAsync(stop);
        var window = session.Window with { Until = to is { } t && t < session.Window.Until ? t : session.Window.Until };
        var request = new ReconcileRequest(
            from!.Value,
            call.Parsed.GetValue(Deep),
            call.Parsed.GetValue(Sample),
            call.Parsed.GetValue(Seed),
            call.Parsed.GetValue(Yield)
        );
        var isAsked = !call.Parsed.GetValue(StoreOnly) && options.Delivery.KnowsWats;
        var wats = isAsked ? parts.WatsReader() : null;
        if (wats is null && (request.IsDeep || request.HasYield))
            throw new UsageFailure(
                "--deep and --yield read from WATS, and no WATS is configured. Set Delivery:Sidecar:ServerUrl and TokenFile."
            );
        using var readOnly = repairs ? null : StateStore.OpenReadOnly(options.State.Folder);
        using var writer = EvidenceFlags.Writer(call, request, window, session.Schema, isAsked);
        var done = new Reconciliation(
            session.Sources,
            readOnly ?? parts.Store,
            wats,
            options.Sync,
            parts.Clock,
            window,
            request,
            writer
        );
        var summary = await call.Terminal.ProgressAsync(
            "reconcile",
            async bar =>
            {
                await done.RunAsync(bar, stop);
                // Without --repair, nothing is uploaded and nothing is recorded.
                if (!repairs)
                    return SyncSummary.Nothing;
                var walks = done.Repairs(all: call.Parsed.GetValue(Repair) is "all");
                return await session.Cycle(new GivenWalks(walks)).RunAsync(window, new Progress<CycleProgress>(), stop);
            }
        );
        return ReconcileText.Report(call, request, done, summary);
    }

    /// <summary>Refuses flags that would have no effect.</summary>
    private static void CheckFlags(CommandContext call)
    {
        bool Has(Option option) => call.Parsed.GetResult(option) is { Implicit: false };
        if (!Has(From))
            throw new UsageFailure("--from TIME is missing: the first time to look at.");
        if (call.Parsed.GetValue(Repair) is { } what and not "all")
            throw new UsageFailure($"--repair={what} is not known. Use --repair, or --repair=all.");
        if (call.Parsed.GetValue(Sample) is < 1)
            throw new UsageFailure("--sample takes 1 or more reports.");
        foreach (
            var (flag, needed) in new (Option, Option)[]
            {
                (Sample, Deep),
                (Seed, Sample),
                (EvidenceFlags.Sign, EvidenceFlags.File),
                (EvidenceFlags.Key, EvidenceFlags.Checked),
            }
        )
            if (Has(flag) && !Has(needed))
                throw new UsageFailure($"{flag.Name} needs {needed.Name}.");
        if (Has(Repair) && Has(EvidenceFlags.File))
            throw new UsageFailure(
                "--evidence records the current state, and --repair changes it. Repair first, then reconcile once more with --evidence."
            );
    }
}
