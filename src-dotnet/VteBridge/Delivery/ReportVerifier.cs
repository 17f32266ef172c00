using VteBridge.Delivery.Wats;

namespace VteBridge.Delivery;

/// <param name="Verdict">The verdict that WATS should have.</param>
internal sealed record ReportQuestion(Guid Id, Verdict Verdict);

internal enum ReportAnswer
{
    Found,
    Missing,

    /// <summary>WATS has it with another verdict.</summary>
    Different,
}

/// <param name="Answers">Answers by id; a report is missing if WATS gave no answer about it.</param>
/// <param name="Trouble">Why answers are missing; null when there is an answer about every report.</param>
internal sealed record VerifierAnswers(IReadOnlyDictionary<Guid, ReportAnswer> Answers, string? Trouble);

/// <summary>
/// Asks WATS which reports it has. It reads headers in batches. If they do not show a report with the expected verdict,
/// it asks for the report's own receipt, because headers can lag behind uploads.
/// </summary>
internal sealed class ReportVerifier(IWatsReader wats)
{
    /// <summary>Reports per query: it must stay below the 2,048 characters that IIS allows by default.</summary>
    private const int Batch = 25;

    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public async Task<VerifierAnswers> AskAsync(IReadOnlyCollection<ReportQuestion> questions, CancellationToken stop)
    {
        var answers = new Dictionary<Guid, ReportAnswer>();
        if (questions.Count == 0)
            return new VerifierAnswers(answers, null);
        var wanted = questions.DistinctBy(q => q.Id).ToDictionary(q => q.Id, q => q.Verdict.Letter());
        var isAnswered = false;
        await foreach (var headers in wats.AskAsync([.. wanted.Keys.Chunk(Batch).Select(HeaderQuery)], stop))
        {
            isAnswered = true;
            // If the server refuses this query, it is not sent again.
            if (headers is not { Status: 200, Data.ValueKind: JsonValueKind.Array })
                break;
            foreach (var row in headers.Data.EnumerateArray())
                if (
                    Guid.TryParse(WatsReply.Text(row, "uuid"), out var id)
                    && wanted.TryGetValue(id, out var verdict)
                    && Letter(row) == verdict
                )
                    answers[id] = ReportAnswer.Found;
        }
        if (!isAnswered)
            return new VerifierAnswers(answers, wats.Trouble ?? "WATS did not answer");
        var receipts = wanted
            .Keys.Where(id => !answers.ContainsKey(id))
            .ToDictionary(id => $"api/Report/Wsjf/{id}?detailLevel=0");
        if (receipts.Count == 0)
            return new VerifierAnswers(answers, null);
        await foreach (var receipt in wats.AskAsync(receipts.Keys, stop))
            if (receipts.TryGetValue(receipt.Path, out var id) && Answer(receipt, id, wanted[id]) is { } answer)
                answers[id] = answer;
        return new VerifierAnswers(
            answers,
            wats.Trouble ?? (answers.Count < wanted.Count ? "WATS did not answer about every report" : null)
        );
    }

    private static string HeaderQuery(Guid[] ids) =>
        $"api/Report/Query/Header?$filter={Uri.EscapeDataString(string.Join(" or ", ids.Select(id => $"uuid eq {id}")))}&$top={ids.Length}";

    private static ReportAnswer? Answer(ReadAnswer receipt, Guid asked, char verdict)
    {
        var isEmpty = receipt.Data.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
        if (receipt.Status == 404 || (receipt.Status == 200 && isEmpty))
            return ReportAnswer.Missing;
        if (
            receipt.Status != 200
            || !Guid.TryParse(WatsReply.Text(receipt.Data, "id"), out var id)
            || id != asked
            || Letter(receipt.Data) is not { } letter
        )
            return null;
        return letter == verdict ? ReportAnswer.Found : ReportAnswer.Different;
    }

    private static char? Letter(JsonElement element) =>
        WatsReply.Text(element, "result") is { Length: > 0 } text
        && "PFET".Contains(char.ToUpperInvariant(text[0]), StringComparison.Ordinal)
            ? char.ToUpperInvariant(text[0])
            : null;
}

/// <summary>Reads from WATS by GET: `sidecar` through pyWATS, `wats` directly.</summary>
internal interface IWatsReader
{
    /// <summary>Why answers were missing the last time; null when there were none missing.</summary>
    string? Trouble { get; }

    /// <summary>Yields the answers as they come, in any order. A path that gets no answer is left out.</summary>
    /// <param name="paths">Paths below the server's address, such as `api/Report/Wsjf/…`; each once.</param>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    IAsyncEnumerable<ReadAnswer> AskAsync(IReadOnlyCollection<string> paths, CancellationToken stop);
}

/// <summary>An HTTP answer: its status and its body as JSON.</summary>
internal sealed record ReadAnswer(string Path, int Status, JsonElement Data);

/// <summary>A report as it was sent, if it can still be had.</summary>
/// <param name="Content">Null when the report is not available.</param>
/// <param name="Source">For people: where the report comes from, or why it is not available.</param>
internal sealed record SentReport(ReadOnlyMemory<byte>? Content, string Source);

/// <summary>Finds reports as they were sent: the destination's own copy if it still has one, else WATS's.</summary>
/// <param name="wats">Null: WATS is not asked.</param>
internal sealed class SentReports(IDestination destination, IWatsReader? wats)
{
    public const string InWats = "in WATS";

    /// <summary>The path, below WATS's address, of the report with all details.</summary>
    public static string PathOf(Guid id) => $"api/Report/Wsjf/{id}?detailLevel=7";

    /// <summary>One result for each id. All reports without a copy are asked for in one call to WATS.</summary>
    public async Task<IReadOnlyDictionary<Guid, SentReport>> FindAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken stop
    )
    {
        var found = ids.ToDictionary(id => id, Copy);
        var asked = found.Where(f => f.Value.Content is null).ToDictionary(f => PathOf(f.Key), f => f.Key);
        if (wats is null || asked.Count == 0)
            return found;
        await foreach (var answer in wats.AskAsync(asked.Keys, stop))
            if (asked.Remove(answer.Path, out var id))
                found[id] = answer is { Status: 200, Data.ValueKind: JsonValueKind.Object }
                    ? new(Encoding.UTF8.GetBytes(answer.Data.GetRawText()), InWats)
                    : new(null, $"{found[id].Source}, and WATS does not have it");
        foreach (var id in asked.Values)
            found[id] = new(null, $"{found[id].Source}, and WATS could not be asked: {wats.Trouble}");
        return found;
    }

    private SentReport Copy(Guid id)
    {
        try
        {
            return destination.SentCopy(id) is { } copy
                ? new(copy, "was sent")
                : new(null, "no copy of the report that was sent is left");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, $"the copy of the report that was sent cannot be read: {e.Message}");
        }
    }
}
