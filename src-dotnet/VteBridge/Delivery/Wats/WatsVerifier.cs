using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Wats;

/// <summary>
/// Asks WATS which reports it has, with the rules of the sidecar's verify.py: headers in batches; what they do not show with the
/// verdict expected is asked for by its own receipt, because headers may lag behind what was just sent.
/// </summary>
internal sealed class WatsVerifier(SidecarOptions options, TimeProvider time) : IReportVerifier
{
    /// <summary>The query stays below the 2,048 characters that IIS allows by default.</summary>
    private const int Batch = 25;

    public async Task<VerifierAnswers> AskAsync(IReadOnlyCollection<ReportQuestion> questions, CancellationToken stop)
    {
        if (questions.Count == 0)
            return new VerifierAnswers(new Dictionary<Guid, ReportAnswer>(), null);
        try
        {
            using var wats = new WatsClient(WatsServer.Of(options), options.RequestTimeout, time);
            return await new Run(new PatientWats(wats, time), options.Jobs).AskAsync(questions, stop);
        }
        catch (InvalidDataException e)
        {
            return new VerifierAnswers(new Dictionary<Guid, ReportAnswer>(), e.Message);
        }
    }

    private sealed class Run(PatientWats wats, int jobs)
    {
        private readonly Dictionary<Guid, ReportAnswer> _answers = [];
        private bool _hasHeaders = true;

        public async Task<VerifierAnswers> AskAsync(
            IReadOnlyCollection<ReportQuestion> questions,
            CancellationToken stop
        )
        {
            if (await wats.AnswersAsync(stop))
                await Parallel.ForEachAsync(
                    questions.Chunk(Batch),
                    new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = stop },
                    async (batch, token) => await BatchAsync(batch, token)
                );
            return new VerifierAnswers(
                _answers,
                wats.Stopped ?? (_answers.Count < questions.Count ? "WATS did not answer about every report" : null)
            );
        }

        private async Task BatchAsync(ReportQuestion[] batch, CancellationToken stop)
        {
            var headers = await HeadersAsync(batch, stop);
            foreach (var question in batch)
            {
                var answer =
                    headers.GetValueOrDefault(question.Id) == question.Verdict.Letter()
                        ? ReportAnswer.Found
                        : await ReceiptAsync(question, stop);
                if (answer is { } known)
                    lock (_answers)
                        _answers[question.Id] = known;
            }
        }

        /// <summary>Id and verdict of what header queries show; given up for the rest once the server refuses one.</summary>
        private async Task<Dictionary<Guid, char?>> HeadersAsync(ReportQuestion[] batch, CancellationToken stop)
        {
            var found = new Dictionary<Guid, char?>();
            if (wats.Stopped is not null || !_hasHeaders)
                return found;
            var filter = Uri.EscapeDataString(string.Join(" or ", batch.Select(q => $"uuid eq {q.Id}")));
            var reply = await wats.AskAsync($"api/Report/Query/Header?$filter={filter}&$top={batch.Length}", stop);
            if (reply is not { Status: 200, Data.ValueKind: JsonValueKind.Array })
            {
                _hasHeaders = reply is null;
                return found;
            }
            foreach (var row in reply.Data.EnumerateArray())
                if (Guid.TryParse(WatsReply.Text(row, "uuid"), out var id))
                    found[id] = Letter(row);
            return found;
        }

        private async Task<ReportAnswer?> ReceiptAsync(ReportQuestion question, CancellationToken stop)
        {
            var reply = await wats.AskAsync($"api/Report/Wsjf/{question.Id}?detailLevel=0", stop, isOneReport: true);
            if (
                reply is { Status: 404 }
                || (reply is { Status: 200 } && reply.Data.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            )
                return ReportAnswer.Missing;
            if (
                reply is not { Status: 200 }
                || !Guid.TryParse(WatsReply.Text(reply.Data, "id"), out var id)
                || id != question.Id
            )
                return null;
            return Letter(reply.Data) is { } letter
                ? letter == question.Verdict.Letter()
                    ? ReportAnswer.Found
                    : ReportAnswer.Different
                : null;
        }

        private static char? Letter(JsonElement element) =>
            WatsReply.Text(element, "result") is { Length: > 0 } text
            && "PFET".Contains(char.ToUpperInvariant(text[0]), StringComparison.Ordinal)
                ? char.ToUpperInvariant(text[0])
                : null;
    }
}
