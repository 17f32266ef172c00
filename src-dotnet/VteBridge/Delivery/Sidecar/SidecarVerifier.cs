using System.Text;
using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>Asks WATS through the sidecar which reports it has.</summary>
internal sealed class SidecarVerifier(SidecarOptions options, SidecarProcess process) : IReportVerifier
{
    public async Task<VerifierAnswers> AskAsync(IReadOnlyCollection<ReportQuestion> questions, CancellationToken stop)
    {
        var answers = new Dictionary<Guid, ReportAnswer>();
        if (questions.Count == 0)
            return new VerifierAnswers(answers, null);
        var input = new StringBuilder();
        foreach (var (id, verdict) in questions)
            input
                .Append(
                    JsonSerializer.Serialize(
                        new VerifyLine(id.ToString(), null, verdict.Letter().ToString()),
                        VerifyJson.Default.VerifyLine
                    )
                )
                .Append('\n');
        await foreach (var line in process.LinesAsync(SidecarArguments.Verify(options), input.ToString(), stop))
            if (
                VerifyLine.Parse(line) is { } parsed
                && Guid.TryParse(parsed.Id, out var id)
                && parsed.Answer is { } answer
            )
                answers[id] = answer;
        return new VerifierAnswers(answers, Trouble(process.End, answers.Count < questions.Count));
    }

    private static string? Trouble(SidecarEnd? end, bool isIncomplete) =>
        end is not { IsGood: true } ? end?.Why ?? "the sidecar ended without a word"
        : isIncomplete ? "WATS did not answer about every report"
        : null;
}
