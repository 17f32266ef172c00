using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Decides a run's verdict from its Result and ExitCode, and gives the error code and message of its report.</summary>
internal sealed class RunVerdict(MappingOptions options, VerdictCodes codes)
{
    private const string NameOfStep = "VTE verdict";

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
        findings.Why?.Add(
            "result",
            $"{verdict}",
            $"IndexData.Result {run.Result ?? "NULL"}, ExitCode {run.ExitCode ?? "NULL"}",
            meaning is ExitMeaning.Aborted or ExitMeaning.Fault ? "Mapping:Codes:ExitCode lists the exit code"
                : result is null ? "Mapping:Codes:Result does not list the code: Error"
                : "Mapping:Codes:Result"
        );
        return verdict;
    }

    /// <summary>
    /// The error code and message of a run whose ExitCode is not 0; both null otherwise. An ExitCode that is no whole number is
    /// in the message only.
    /// </summary>
    public (int? Code, string? Message) Error(TestRun run, Findings findings)
    {
        if (ExitCode(run) is not { } exit || exit == "0")
            return default;
        var text = options.ExitCodeTexts.GetValueOrDefault(exit);
        findings.Why?.Add("uut.errorCode", exit, "IndexData.ExitCode", "sent when it is not 0");
        if (text is not null)
            findings.Why?.Add("uut.errorMessage", text, $"Mapping:ExitCodeTexts:{exit}", "text of the exit code");
        return int.TryParse(exit, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (number, Fit(text))
            : (null, Fit(text is null ? $"Exit code {exit}" : $"{exit}: {text}"));

        string? Fit(string? message) => findings.Fit("errorMessage", message, WsjfLimits.ReportErrorMessage);
    }

    /// <summary>
    /// WATS finds what ended a run by looking for a step with the report's verdict. This builds such a step where VTE has none;
    /// null when a step has the verdict already, and for runs that passed.
    /// </summary>
    /// <param name="steps">The verdicts of the run's steps.</param>
    public WsjfStep? MissingStep(TestRun run, Verdict verdict, IReadOnlySet<Verdict> steps, int id)
    {
        if (verdict == Verdict.Passed || steps.Contains(verdict))
            return null;
        var text = new ReportText();
        text.Line(
            verdict == Verdict.Failed
                ? "VTE failed the run without a failing step; Result"
                : $"VTE has no step that is {verdict}; Result",
            Short(run.Result)
        );
        if (ExitCode(run) is { } exit && exit != "0")
            text.Line("ExitCode", Short(Words.Join(' ', exit, options.ExitCodeTexts.GetValueOrDefault(exit))));
        return new VerdictStep(id, NameOfStep, verdict, new BooleanMeasurement(null, Verdicts.OfMeasurement(verdict)))
        {
            ReportText = text.ToHtml(),
        };
    }

    private static string Short(string? code) =>
        string.IsNullOrWhiteSpace(code) ? "none" : WsjfText.Cut(WsjfText.Clean(code), WsjfLimits.ReportErrorMessage);

    private static string? ExitCode(TestRun run) =>
        string.IsNullOrWhiteSpace(run.ExitCode) ? null : run.ExitCode.Trim();
}
