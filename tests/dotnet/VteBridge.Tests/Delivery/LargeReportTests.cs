using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Wats;
using VteBridge.Tests.EndToEnd;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Delivery;

public sealed class LargeReportTests : IDisposable
{
    private readonly TemporaryFolder _queue = new();

    public void Dispose() => _queue.Dispose();

    /// <summary>
    /// Large reports are sent one at a time. What WATS accepts while one of them waits for its turn is not counted against it, as in the
    /// sidecar.
    /// </summary>
    [Fact]
    public async Task A_large_report_is_blamed_only_for_what_happens_after_its_turn_has_come()
    {
        var (first, second, small) = (Drop(1, isLarge: true), Drop(2, isLarge: true), Drop(3, isLarge: false));
        var posts = 0;
        await using var server = new ScriptedWats(request =>
        {
            if (request.StartsWith("POST", StringComparison.Ordinal))
                // The first two requests, one large and the small report, are sent at once. The answer confirms only the small one.
                return Interlocked.Increment(ref posts) <= 2
                    ? ScriptedWats.Answer(200, $$"""[{"id":"{{small}}"}]""")
                    : ScriptedWats.Answer(500);
            Eventually.True(() => File.Exists(_queue.Of($"{small}.completed")), "the small one is taken");
            return ScriptedWats.Answer(404);
        });
        using var wats = new WatsClient(
            new WatsServer(new Uri($"http://127.0.0.1:{server.Port}/"), "demo"),
            TimeSpan.FromSeconds(60),
            TimeProvider.System
        );
        var options = new SidecarOptions { Jobs = 3 };
        var run = new UploadRun(new QueueFiles(_queue.Path), wats, options, TimeProvider.System, NullLogger.Instance);

        var stop = TestContext.Current.CancellationToken;
        await run.UploadAsync(stop).ToListAsync(stop);

        Assert.Equal((1, 0), (FailuresOf(first), FailuresOf(second)));
    }

    private int FailuresOf(Guid id) => ErrorInfo.Read(_queue.Of($"{id}.error.info"))!.Failures;

    private Guid Drop(int n, bool isLarge)
    {
        var id = Guid.NewGuid();
        var start = $"2026-03-02T07:00:0{n}Z";
        var comment = new string('x', isLarge ? 2_100_000 : 1);
        _queue.Write(
            $"{id}.queued",
            $$"""{"id":"{{id}}","sn":"SN-{{n}}","pn":"PN","result":"P","processCode":10,"start":"{{start}}","startUTC":"{{start}}","comment":"{{comment}}"}"""
        );
        return id;
    }
}
