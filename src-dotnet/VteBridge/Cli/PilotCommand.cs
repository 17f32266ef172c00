using VteBridge.Configuration;
using VteBridge.Reconcile;
using VteBridge.Setup;

namespace VteBridge.Cli;

/// <summary>What `init` offers after it has written the configuration: a pilot, and then the first sync.</summary>
internal static class PilotCommand
{
    /// <summary>How many differences of one report the table shows; --json has them all.</summary>
    private const int MostShown = 3;

    public static async Task<(int ExitCode, bool IsLive, IReadOnlyList<PilotReport> Reports)> RunAsync(
        CommandContext call,
        Draft draft,
        Answers answers,
        string file,
        CancellationToken stop
    )
    {
        var options = draft.Load(Path.GetDirectoryName(file)!).Valid();
        IReadOnlyList<PilotReport> reports = [];
        if (!DestinationNames.HasOwnQueue(options.Delivery.Destination))
        {
            if (answers.Given(Questions.Pilot) is not (null or "0"))
                throw new UsageFailure(
                    $"--pilot needs a destination that uploads to WATS itself: sidecar or wats, not {options.Delivery.Destination}. The configuration is written."
                );
        }
        else if (int.Parse(answers.To(Questions.Pilot)) is > 0 and var runs)
        {
            await using var parts = call.Compose(Pilot.OptionsOf(options, Process(options, answers)));
            call.Terminal.Note("Pilot: sending the runs to WATS and reading them back …");
            reports = await new Pilot(parts).RunAsync(runs, stop);
            Show(call, reports, parts.Options.Mapping.DefaultProcessCode!.Value);
        }
        if (reports.Any(report => !report.IsGood))
            return (ExitCode.DeadLetters, false, reports);
        // A password that no file holds must first be set in the environment.
        var canSync = !draft.HasPassword || draft.ConnectionFile != "";
        var live = canSync || answers.Given(Questions.Live) is not null ? answers.To(Questions.Live) : "no";
        if (live == "no")
            return (ExitCode.Done, false, reports);
        if (!canSync)
            throw new UsageFailure(
                "--live needs a connection string that the sync can read: name a file with --connection-file. The configuration is written."
            );
        string[] from = live == "today" ? ["--from", $"{DateTime.Today:yyyy-MM-dd}"] : [];
        var sync = CommandLine.Create().Parse(["sync", "--config", file, .. from]);
        return (await sync.InvokeAsync(cancellationToken: stop), true, reports);
    }

    public static object Json(PilotReport report) =>
        new
        {
            id = report.Candidate.Id,
            serial = report.Candidate.Serial,
            trouble = report.Trouble,
            differences = report.Differences,
        };

    /// <summary>WATS overwrites a report with the same unit, process and start: a trial must never overwrite a live report.</summary>
    private static int Process(BridgeOptions options, Answers answers)
    {
        var process = int.Parse(answers.To(Questions.PilotProcess));
        return
            options.Mapping.DefaultProcessCode != process
            && options.Mapping.Processes.All(rule => rule.Code != process)
            && options.Mapping.SystemTestProcessCode != process
            ? process
            : throw new UsageFailure(
                $"The configuration is written, but no pilot was made: process {process} is used by live runs. Name another with --pilot-process; WATS has 'SW Debug' for trials."
            );
    }

    private static void Show(CommandContext call, IReadOnlyList<PilotReport> reports, int process)
    {
        if (!call.Json && reports.Count > 0)
            call.Terminal.Table(
                reports,
                ("run", r => $"{r.Candidate.Id}"),
                ("serial", r => r.Candidate.Serial ?? ""),
                ("testplan", r => r.Candidate.Testplan ?? ""),
                ("start", r => $"{r.Candidate.Start:yyyy-MM-dd HH:mm:ss zzz}"),
                ("in WATS", InWats)
            );
        var good = reports.Count(report => report.IsGood);
        call.Terminal.Note(
            reports.Count == 0
                ? "Pilot: VTE has no runs yet."
                : $"Pilot: {good} of {reports.Count} runs are in WATS with the same values as in VTE, under process {process} and with separate ids. A sync sends them again under their real process and ids."
        );
    }

    private static string InWats(PilotReport report) =>
        report.Trouble
        ?? (
            report.Differences.Count == 0
                ? "every value is as sent"
                : string.Join("; ", report.Differences.Take(MostShown))
        );
}
