using System.Runtime.CompilerServices;
using System.Text.Json;
using VteBridge.Core;
using VteBridge.Delivery;

namespace VteBridge.Tests.Delivery;

/// <summary>Which reports are in WATS. No report counts as missing unless WATS was asked for it.</summary>
public sealed class ReportVerifierTests
{
    [Fact]
    public async Task Header_is_enough_where_it_shows_the_verdict_and_a_receipt_decides_the_rest()
    {
        var wats = new Server
        {
            Headers = { [Id(1)] = "Passed", [Id(2)] = "Failed" },
            Receipts =
            {
                [Id(1)] = "P",
                [Id(2)] = "F",
                [Id(3)] = "P",
            },
        };

        var (answers, trouble) = await AskAsync(wats, 1, 2, 3, 4);

        Assert.Null(trouble);
        Assert.Equal(ReportAnswer.Found, answers[Id(1)]);
        Assert.Equal(ReportAnswer.Different, answers[Id(2)]);
        Assert.Equal(ReportAnswer.Found, answers[Id(3)]); // Headers may lag behind.
        Assert.Equal(ReportAnswer.Missing, answers[Id(4)]);
        Assert.Equal(4, wats.Asked.Count);
    }

    [Fact]
    public async Task Reports_are_asked_for_in_batches_that_every_server_takes()
    {
        var wats = new Server();
        for (var n = 1; n <= 1000; n++)
            wats.Headers[Id(n)] = "Passed";

        var (answers, _) = await AskAsync(wats, [.. Enumerable.Range(1, 1000)]);

        Assert.Equal(1000, answers.Count(a => a.Value == ReportAnswer.Found));
        Assert.Equal(40, wats.Asked.Count);
        Assert.All(wats.Asked, path => Assert.True(path.Length < 2048));
    }

    [Fact]
    public async Task Receipts_answer_where_header_queries_are_refused()
    {
        var wats = new Server { HeaderStatus = 400, Receipts = { [Id(1)] = "P" } };

        var (answers, trouble) = await AskAsync(wats, [.. Enumerable.Range(1, 60)]);

        Assert.Null(trouble);
        Assert.Equal(
            (1, 59),
            (answers.Values.Count(a => a == ReportAnswer.Found), answers.Values.Count(a => a == ReportAnswer.Missing))
        );
        Assert.Single(wats.Asked, path => path.Contains("Header", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(200)] // The answer has no id or another report's id, so it proves nothing.
    public async Task Answer_without_proof_makes_nothing_missing(int status)
    {
        var wats = new Server
        {
            ReceiptStatus = status,
            Receipts = { [Id(1)] = "P" },
            HasWrongId = true,
        };

        var (answers, trouble) = await AskAsync(wats, 1);

        Assert.Empty(answers);
        Assert.NotNull(trouble);
    }

    [Fact]
    public async Task Server_that_does_not_answer_makes_nothing_missing()
    {
        var (answers, trouble) = await AskAsync(new Server { Trouble = "WATS cannot be asked: 503" }, 1, 2);

        Assert.Empty(answers);
        Assert.Equal("WATS cannot be asked: 503", trouble);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    private static Task<VerifierAnswers> AskAsync(Server wats, params int[] numbers) =>
        new ReportVerifier(wats).AskAsync(
            [.. numbers.Select(n => new ReportQuestion(Id(n), Verdict.Passed))],
            TestContext.Current.CancellationToken
        );

    private sealed class Server : IWatsReader
    {
        public Dictionary<Guid, string> Headers { get; } = [];
        public Dictionary<Guid, string> Receipts { get; } = [];
        public int HeaderStatus { get; init; } = 200;
        public int ReceiptStatus { get; init; } = 200;
        public bool HasWrongId { get; init; }
        public string? Trouble { get; init; }
        public List<string> Asked { get; } = [];

        public async IAsyncEnumerable<ReadAnswer> AskAsync(
            IReadOnlyCollection<string> paths,
            [EnumeratorCancellation] CancellationToken stop
        )
        {
            await Task.CompletedTask;
            foreach (var path in Trouble is null ? paths : [])
            {
                Asked.Add(path);
                yield return path.Contains("Header", StringComparison.Ordinal) ? Header(path) : Receipt(path);
            }
        }

        private ReadAnswer Header(string path) =>
            new(
                path,
                HeaderStatus,
                Json(
                    Headers
                        .Where(h => path.Contains($"{h.Key}", StringComparison.Ordinal))
                        .Select(h => new { uuid = h.Key, result = h.Value })
                )
            );

        private ReadAnswer Receipt(string path) =>
            Receipts
                .Where(r => path.Contains($"{r.Key}", StringComparison.Ordinal))
                .Select(r => new ReadAnswer(
                    path,
                    ReceiptStatus,
                    Json(new { id = HasWrongId ? Id(99) : r.Key, result = r.Value })
                ))
                .FirstOrDefault()
            ?? new ReadAnswer(path, 404, default);

        private static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);
    }
}
