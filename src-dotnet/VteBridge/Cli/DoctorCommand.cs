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

    public static Command Create() =>
        Verb.Create(
            "doctor",
            "Checks configuration, VTE, its schema and data, the destination and pyWATS; says what it found and what to do.\n\n"
                + "  vtebridge doctor\n  vtebridge doctor --json",
            RunAsync,
            json: true,
            Sample
        );

    private static async Task<int> RunAsync(Invocation call, CancellationToken stop)
    {
        var loaded = call.Load();
        var request = new DoctorRequest(call.Parsed.GetValue(Sample));
        var findings = await DoctorRun.ExamineAsync(loaded, request, call.Compose, stop);
        if (call.Json)
            Invocation.WriteJson(
                new
                {
                    findings = findings.Select(f => f.Json()),
                    proposal = request.Proposal,
                    exitCode = DoctorRun.ExitCodeOf(findings),
                }
            );
        else
            Show(call.Terminal, findings, request.Proposal);
        return DoctorRun.ExitCodeOf(findings);
    }

    public static void Show(Terminal terminal, IReadOnlyList<Finding> findings, JsonObject? proposal = null)
    {
        terminal.Table(
            ["", "check", "found", "what to do"],
            findings.Select(f => new[] { f.Level.ToString().ToLowerInvariant(), f.Check, f.Evidence, f.Advice })
        );
        terminal.Line(
            proposal is null
                ? ""
                : "To fill in and add to the configuration; the meanings are for you to decide:\n"
                    + TextSanitiser.Json(proposal.ToJsonString(Indented))
        );
        int Count(Level level) => findings.Count(f => f.Level == level);
        terminal.Line(
            $"{Counted(Count(Level.Error), "error")}, {Counted(Count(Level.Warning), "warning")}, {Count(Level.Ok)} ok"
        );
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
