using System.Globalization;
using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The verdict of a run by its Result and ExitCode, and what the report says of the exit.</summary>
internal sealed class RunVerdict(MappingOptions options, VerdictCodes codes)
{
    public Verdict Of(TestRun run, Findings findings)
    {
        var result = codes.OfResult(run.Result);
        if (result is null)
            findings.Raise(Flags.UnknownResult, string.IsNullOrWhiteSpace(run.Result) ? "none" : run.Result.Trim());
        var verdict = result is { } listed and <= Verdict.Terminated ? listed : Verdict.Error;
        var meaning = ExitCode(run) is { } exit ? codes.OfExit(exit) : ExitMeaning.Normal;
        if (meaning is null)
            findings.Raise(Flags.UnknownExitCode, ExitCode(run));
        if (meaning == ExitMeaning.Aborted)
            verdict = Verdict.Terminated;
        else if (meaning == ExitMeaning.Fault)
            verdict = Verdict.Error;
        findings.Explanation?.Add(
            "result",
            $"{verdict}",
            $"IndexData.Result {run.Result ?? "NULL"}, ExitCode {run.ExitCode ?? "NULL"}",
            meaning is ExitMeaning.Aborted or ExitMeaning.Fault ? "Mapping:Codes:ExitCode lists the exit code"
                : result is null ? "Mapping:Codes:Result does not list the code: Error"
                : "Mapping:Codes:Result"
        );
        return verdict;
    }

    /// <summary>Error code and message of an exit that was not normal; the code as text where it is no whole number.</summary>
    public (int? Code, string? Message) Error(TestRun run, Findings findings)
    {
        if (ExitCode(run) is not { } exit || exit == "0")
            return default;
        var text = findings.Fit(
            "errorMessage",
            options.ExitCodeTexts.GetValueOrDefault(exit),
            WsjfLimits.ReportErrorMessage
        );
        findings.Explanation?.Add("uut.errorCode", exit, "IndexData.ExitCode", "sent when it is not 0");
        if (text is not null)
            findings.Explanation?.Add(
                "uut.errorMessage",
                text,
                $"Mapping:ExitCodeTexts:{exit}",
                "text of the exit code"
            );
        return int.TryParse(exit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (number, text)
            : (
                null,
                findings.Fit(
                    "errorMessage",
                    text is null ? $"Exit code {exit}" : $"{exit}: {text}",
                    WsjfLimits.ReportErrorMessage
                )
            );
    }

    private static string? ExitCode(TestRun run) =>
        string.IsNullOrWhiteSpace(run.ExitCode) ? null : run.ExitCode.Trim();
}
