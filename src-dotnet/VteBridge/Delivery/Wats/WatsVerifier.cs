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

    private const int MostFailures = 10;
    private const int MostWaits = 7;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task<VerifierAnswers> AskAsync(IReadOnlyCollection<ReportQuestion> questions, CancellationToken stop)
    {
        if (questions.Count == 0)
            return new VerifierAnswers(new Dictionary<Guid, ReportAnswer>(), null);
        try
        {
            using var wats = new WatsClient(WatsServer.Of(options), options.RequestTimeout, time);
            return await new Run(wats, options.Jobs, time).AskAsync(questions, stop);
        }
        catch (InvalidDataException e)
        {
            return new VerifierAnswers(new Dictionary<Guid, ReportAnswer>(), e.Message);
        }
    }

    private sealed class Run(WatsClient wats, int jobs, TimeProvider time)
    {
        private readonly Dictionary<Guid, ReportAnswer> _answers = [];
        private int _failures;
        private bool _hasHeaders = true;
        private volatile string? _stopped;

        public async Task<VerifierAnswers> AskAsync(
            IReadOnlyCollection<ReportQuestion> questions,
            CancellationToken stop
        )
        {
            var (version, said) = await PatientlyAsync("api/App/Version", stop);
            if (version is not { Status: 200 })
                _stopped = $"WATS cannot be asked: {said}";
            else
                await Parallel.ForEachAsync(
                    questions.Chunk(Batch),
                    new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = stop },
                    async (batch, token) => await BatchAsync(batch, token)
                );
            return new VerifierAnswers(
                _answers,
                _stopped ?? (_answers.Count < questions.Count ? "WATS did not answer about every report" : null)
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
            if (_stopped is not null || !_hasHeaders)
                return found;
            var filter = Uri.EscapeDataString(string.Join(" or ", batch.Select(q => $"uuid eq {q.Id}")));
            var (reply, _) = await PatientlyAsync(
                $"api/Report/Query/Header?$filter={filter}&$top={batch.Length}",
                stop
            );
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
            if (_stopped is not null)
                return null;
            var (reply, said) = await PatientlyAsync($"api/Report/Wsjf/{question.Id}?detailLevel=0", stop);
            Count(reply, said);
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

        /// <summary>Sees when it is WATS itself that fails, and not single reports.</summary>
        private void Count(WatsReply? reply, string said)
        {
            var fails = reply is null or { Status: 429 or >= 500 };
            var failures = fails ? Interlocked.Increment(ref _failures) : Interlocked.Exchange(ref _failures, 0);
            if (reply is { Status: 401 or 403 } || (fails && failures >= MostFailures))
                _stopped ??= $"WATS cannot be asked: {said}";
        }

        /// <summary>Waits when WATS asks for patience, a few times.</summary>
        private async Task<(WatsReply? Reply, string Said)> PatientlyAsync(string path, CancellationToken stop)
        {
            for (var waits = 0; ; waits++)
            {
                var answer = await wats.AskAsync(path, stop);
                if (answer.Reply is not { Status: 429 } || waits == MostWaits)
                    return answer;
                var wait = answer.Reply.RetryAfter ?? TimeSpan.FromSeconds(1 << waits);
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, stop);
            }
        }

        private static char? Letter(JsonElement element) =>
            WatsReply.Text(element, "result") is { Length: > 0 } text
            && "PFET".Contains(char.ToUpperInvariant(text[0]), StringComparison.Ordinal)
                ? char.ToUpperInvariant(text[0])
                : null;
    }
}
