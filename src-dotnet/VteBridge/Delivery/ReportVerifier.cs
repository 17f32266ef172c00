using System.Text.Json;
using VteBridge.Delivery.Wats;

namespace VteBridge.Delivery;

/// <param name="Verdict">That WATS should have.</param>
internal sealed record ReportQuestion(Guid Id, Verdict Verdict);

internal enum ReportAnswer
{
    Found,
    Missing,

    /// <summary>WATS has it with another verdict.</summary>
    Different,
}

/// <param name="Answers">By id; a report that WATS could not be asked about is not there.</param>
/// <param name="Trouble">Why WATS could not be asked about everything; null when it could.</param>
internal sealed record VerifierAnswers(IReadOnlyDictionary<Guid, ReportAnswer> Answers, string? Trouble);

/// <summary>
/// Asks WATS which reports it has, with the rules of the sidecar's verify.py: headers in batches; what they do not show with the
/// verdict expected is asked for by its own receipt, because headers may lag behind what was just sent.
/// </summary>
internal sealed class ReportVerifier(IWatsReader wats)
{
    /// <summary>The query stays below the 2,048 characters that IIS allows by default.</summary>
    private const int Batch = 25;

    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<VerifierAnswers> AskAsync(IReadOnlyCollection<ReportQuestion> questions, CancellationToken stop)
    {
        var answers = new Dictionary<Guid, ReportAnswer>();
        if (await HeadersAsync(questions, stop) is not { } shown)
            return new VerifierAnswers(answers, wats.Trouble);
        var open = new Dictionary<string, ReportQuestion>();
        foreach (var question in questions)
            if (shown.GetValueOrDefault(question.Id) == question.Verdict.Letter())
                answers[question.Id] = ReportAnswer.Found;
            else
                open[$"api/Report/Wsjf/{question.Id}?detailLevel=0"] = question;
        if (open.Count == 0)
            return new VerifierAnswers(answers, null);
        await foreach (var receipt in wats.AskAsync(open.Keys, stop))
            if (Judged(open[receipt.Path], receipt) is { } answer)
                answers[open[receipt.Path].Id] = answer;
        return new VerifierAnswers(
            answers,
            wats.Trouble ?? (answers.Count < questions.Count ? "WATS did not answer about every report" : null)
        );
    }

    /// <summary>Id and verdict of what header queries show, given up once the server refuses one; null when WATS cannot be asked.</summary>
    private async Task<Dictionary<Guid, char?>?> HeadersAsync(
        IReadOnlyCollection<ReportQuestion> questions,
        CancellationToken stop
    )
    {
        var found = new Dictionary<Guid, char?>();
        var isAnswered = questions.Count == 0;
        await foreach (var reply in wats.AskAsync([.. questions.Chunk(Batch).Select(Query)], stop))
        {
            isAnswered = true;
            if (reply is not { Status: 200, Data.ValueKind: JsonValueKind.Array })
                break;
            foreach (var row in reply.Data.EnumerateArray())
                if (Guid.TryParse(WatsReply.Text(row, "uuid"), out var id))
                    found[id] = Letter(row);
        }
        return isAnswered ? found : null;
    }

    private static string Query(ReportQuestion[] batch) =>
        $"api/Report/Query/Header?$filter={Uri.EscapeDataString(string.Join(" or ", batch.Select(q => $"uuid eq {q.Id}")))}&$top={batch.Length}";

    /// <summary>Null when the answer does not tell.</summary>
    private static ReportAnswer? Judged(ReportQuestion question, ReadAnswer receipt)
    {
        if (
            receipt is { Status: 404 } or { Status: 200, Data.ValueKind: JsonValueKind.Undefined or JsonValueKind.Null }
        )
            return ReportAnswer.Missing;
        if (
            receipt is not { Status: 200 }
            || !Guid.TryParse(WatsReply.Text(receipt.Data, "id"), out var id)
            || id != question.Id
        )
            return null;
        return Letter(receipt.Data) is not { } letter ? null
            : letter == question.Verdict.Letter() ? ReportAnswer.Found
            : ReportAnswer.Different;
    }

    private static char? Letter(JsonElement element) =>
        WatsReply.Text(element, "result") is { Length: > 0 } text
        && "PFET".Contains(char.ToUpperInvariant(text[0]), StringComparison.Ordinal)
            ? char.ToUpperInvariant(text[0])
            : null;
}
