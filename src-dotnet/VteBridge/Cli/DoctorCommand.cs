using System.CommandLine;
using System.Text.Encodings.Web;
using VteBridge.Configuration;
using VteBridge.Doctor;

namespace VteBridge.Cli;

/// <summary>`doctor`: looks for everything that could be wrong, with evidence and what to do; changes nothing.</summary>
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
        Description = "Show every finding, also those without a problem",
    };

    private static readonly Option<string?> Bundle = new("--bundle")
    {
        Description =
            "Write a zip for support: versions, configuration, schema, findings and log, without secrets, serial numbers or names",
        HelpName = "FILE",
    };

    public static Command Create() =>
        VerbCommand.Create(
            "doctor",
            "Checks configuration, VTE, its schema and data, the destination and pyWATS; says what it found and what to do.\n\n"
                + "  vtebridge doctor\n  vtebridge doctor --all\n  vtebridge doctor --bundle support.zip",
            RunAsync,
            json: true,
            Sample,
            All,
            Bundle
        );

    private static async Task<int> RunAsync(CommandContext call, CancellationToken stop)
    {
        var loaded = call.Load();
        var request = new DoctorRequest(call.Parsed.GetValue(Sample));
        var report = await DoctorRun.ExamineAsync(loaded, request, call.Compose, stop);
        if (call.Parsed.GetValue(Bundle) is { } bundle)
            WriteBundle(bundle, loaded.Options, report, request);
        if (call.Json)
            CommandContext.WriteJson(report.Json());
        else
            Show(call.Terminal, report, call.Parsed.GetValue(All));
        return report.ExitCode;
    }

    private static void WriteBundle(string path, BridgeOptions options, DoctorReport report, DoctorRequest request)
    {
        try
        {
            SupportBundle.Write(path, options, report, request.Schema);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageFailure($"The bundle cannot be written: {e.Message} Name a new file.");
        }
    }

    /// <summary>Shows the summary, then the findings by group; with <paramref name="all"/> also those that are in order.</summary>
    public static void Show(Terminal terminal, DoctorReport report, bool all)
    {
        terminal.Line(report.Summary);
        terminal.Table(
            ["group", "level", "check", "found", "what to do"],
            report
                .Groups(all)
                .SelectMany(g => g.Findings)
                .Select(f => new[] { NameOf(f.Group), f.Level.ToString().ToLowerInvariant(), f.Check, f.What, f.Fix })
        );
        if (report.Proposal is not { } proposal)
            return;
        if (all)
            terminal.Line(
                "To fill in and add to the configuration; you decide what each code means:\n"
                    + TextSanitiser.Json(proposal.ToJsonString(Indented))
            );
        else
            terminal.Line("'vtebridge doctor --all' shows a proposed configuration for codes that it does not list.");
    }

    private static string NameOf(FindingGroup group) =>
        group is FindingGroup.Vte or FindingGroup.Wats ? $"{group}".ToUpperInvariant() : $"{group}";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
