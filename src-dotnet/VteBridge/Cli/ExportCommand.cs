using System.CommandLine;
using VteBridge.Export;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Cli;

/// <summary>`export`: writes reports to files or standard output; does not use the state store.</summary>
internal static class ExportCommand
{
    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "Folder (one file for each report), file, or - for standard output as NDJSON",
        HelpName = "DIR|FILE|-",
        Required = true,
    };
    private static readonly Option<Guid?> Run = new("--run")
    {
        CustomParser = IdArgument.Optional,
        Description = "Only the run with this Index_GUID",
        HelpName = "GUID",
    };
    private static readonly Option<bool> Pretty = new("--pretty") { Description = "Indented, for people" };
    private static readonly Option<bool> NdJson = new("--ndjson")
    {
        Description = "One report on each line of one file",
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace the file" };

    public static Command Create() =>
        VerbCommand.Create(
            "export",
            "Writes the reports of runs and repairs to files. Sends nothing and records nothing in the state folder.\n\n"
                + "  vtebridge export --from 2026-01-01 --to 2026-02-01 --out january\n"
                + "  vtebridge export --run 6f9619ff-8b86-d011-b42d-00c04fc964ff --pretty --out -\n"
                + "  vtebridge export --from 2026-01-01 --out - | gzip > reports.ndjson.gz",
            RunAsync,
            json: true,
            PeriodFlags.From,
            PeriodFlags.To,
            Out,
            Run,
            Pretty,
            NdJson,
            Force
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var options = call.Load().Valid();
        await using var parts = call.Compose(options);
        var session = await parts.OpenAsync(stop);
        var walks = await WalksAsync(call, session, stop);
        using var target = ExportTarget.Open(
            call.Parsed.GetValue(Out)!,
            call.Parsed.GetValue(Pretty),
            call.Parsed.GetValue(NdJson),
            options.Delivery.FlushToDisk,
            call.Parsed.GetValue(Force)
        );
        var summary = await call.Terminal.ProgressAsync(
            "export",
            bar => new ExportWalk(options.Sync, target, call.Terminal.Note).RunAsync(walks, session.Window, bar, stop)
        );
        target.Complete();
        return Report(call, summary);
    }

    private static async Task<IReadOnlyList<Walk>> WalksAsync(
        CommandContext call,
        SyncSession session,
        CancellationToken stop
    )
    {
        var (from, to) = PeriodFlags.Read(call, PeriodFlags.From);
        var until = to < session.Window.Until ? to.Value : session.Window.Until;
        if (call.Parsed.GetValue(Run) is not { } id)
            return
            [
                .. session.Sources.Select(s => new Walk(s, Position.Before(from ?? DateTime.MinValue), until)),
                .. session.Sources.Select(s => new Walk(s, default, until, IsKeyless: true)),
            ];
        return await session.SingleReports().WalkToAsync(id, stop) is { } walk
            ? [walk]
            : throw new UsageFailure(
                $"VTE has no run {id}. Check the Index_GUID, and Vte:ConnectionString for the right database."
            );
    }

    private static int Report(CommandContext call, ExportSummary s)
    {
        var code = s.Problems > 0 ? ExitCode.DeadLetters : ExitCode.Done;
        var line =
            $"{s.Reports} reports of {s.Runs} runs and {s.Repairs} repairs exported, {s.Problems} could not be mapped, {s.Excluded} excluded, {s.Deferred} not complete yet; {s.Elapsed.TotalSeconds:0.0} s";
        call.Terminal.Note(line);
        if (call.Json && call.Parsed.GetValue(Out) != ExportTarget.StandardOutput)
            CommandContext.WriteJson(
                new
                {
                    runs = s.Runs,
                    repairs = s.Repairs,
                    reports = s.Reports,
                    problems = s.Problems,
                    excluded = s.Excluded,
                    deferred = s.Deferred,
                    elapsedSeconds = Math.Round(s.Elapsed.TotalSeconds, 3),
                    exitCode = code,
                }
            );
        return code;
    }
}
