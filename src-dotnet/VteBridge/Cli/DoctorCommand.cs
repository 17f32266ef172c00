using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VteBridge.Doctor;
using VteBridge.Doctor.Profile;

namespace VteBridge.Cli;

/// <summary>`doctor`: everything that could be wrong, with evidence and what to do; changes nothing.</summary>
internal static class DoctorCommand
{
    private static readonly Option<int> Sample = new("--sample")
    {
        Description = "How many of the newest runs to look at for the profile of codes and odd rows; 0 for none",
        HelpName = "N",
        DefaultValueFactory = _ => 1000,
    };

    private static readonly Option<bool> All = new("--all")
    {
        Description = "Show what is in order too, and the proposed configuration",
    };

    public static Command Create() =>
        VerbCommand.Create(
            "doctor",
            "Checks configuration, VTE, its schema and data, the destination and pyWATS; says what it found and what to do.\n\n"
                + "  vtebridge doctor\n  vtebridge doctor --json",
            RunAsync,
            json: true,
            Sample,
            All
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var loaded = call.Load();
        var request = new DoctorRequest(call.Parsed.GetValue(Sample));
        var findings = await DoctorRun.ExamineAsync(loaded, request, call.Compose, stop);
        if (call.Json)
            CommandContext.WriteJson(
                new
                {
                    findings = findings.Select(f => f.Json()),
                    proposal = request.Proposal,
                    exitCode = DoctorRun.ExitCodeOf(findings),
                }
            );
        else
            Show(call.Terminal, findings, call.Parsed.GetValue(All), request.Proposal);
        return DoctorRun.ExitCodeOf(findings);
    }

    /// <summary>The conclusion first, then what needs somebody; with <paramref name="all"/> what is in order too.</summary>
    public static void Show(
        Terminal terminal,
        IReadOnlyList<Finding> findings,
        bool all = true,
        JsonObject? proposal = null
    )
    {
        int Number(Level level) => findings.Count(f => f.Level == level);
        terminal.Line(
            $"{SummaryText.Count(Number(Level.Error), "error")}, {SummaryText.Count(Number(Level.Warning), "warning")}, {Number(Level.Ok)} in order"
                + (all || Number(Level.Ok) == 0 ? "" : " (--all shows them)")
        );
        var shown = findings.Where(f => all || f.Level != Level.Ok).ToList();
        if (shown.Count > 0)
            terminal.Table(
                ["level", "check", "found", "what to do"],
                shown.Select(f => new[] { f.Level.ToString().ToLowerInvariant(), f.Check, f.Evidence, f.Advice })
            );
        if (proposal is not null && all)
            terminal.Line(
                "To fill in and add to the configuration; the meanings are for you to decide:\n"
                    + TextSanitiser.Json(proposal.ToJsonString(Indented))
            );
        else if (proposal is not null)
            terminal.Line("'vtebridge doctor --all' shows a proposed configuration for codes that it does not list.");
    }

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
