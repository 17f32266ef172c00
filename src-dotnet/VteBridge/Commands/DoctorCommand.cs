using System.CommandLine;
using VteBridge.Health;

namespace VteBridge.Commands;

/// <summary>`doctor`: everything that could be wrong, with evidence and what to do; changes nothing.</summary>
internal static class DoctorCommand
{
    public static Command Create() =>
        Verb.Create(
            "doctor",
            "Checks configuration, VTE, its schema and data, the outlet and pyWATS; says what it found and what to do.\n\n"
                + "  vtebridge doctor\n  vtebridge doctor --json",
            RunAsync
        );

    private static async Task<int> RunAsync(Invocation call, CancellationToken stop)
    {
        var loaded = call.Load();
        var findings = await Doctor.ExamineAsync(loaded, call.Compose, stop);
        if (call.Json)
            Invocation.WriteJson(
                new { findings = findings.Select(f => f.Json()), exitCode = Doctor.ExitCodeOf(findings) }
            );
        else
            Show(call.Terminal, findings);
        return Doctor.ExitCodeOf(findings);
    }

    private static void Show(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        terminal.Table(
            ["", "check", "found", "what to do"],
            findings.Select(f => new[] { f.Level.ToString().ToLowerInvariant(), f.Check, f.Evidence, f.Advice })
        );
        terminal.Line(
            $"{findings.Count(f => f.Level == Level.Error)} errors, {findings.Count(f => f.Level == Level.Warning)} warnings, {findings.Count(f => f.Level == Level.Ok)} ok"
        );
    }
}
