using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Delivery.Wats;
using VteBridge.Simulator.Wats.Faults;
using VteBridge.Tests.EndToEnd;
using WatsServerOptions = VteBridge.Simulator.Wats.WatsServerOptions;

namespace VteBridge.Tests.Delivery;

/// <summary>A WATS with a limit of requests in any 60 seconds, on a clock that jumps; the sidecar has the same tests.</summary>
public sealed class RateLimitTests : IDisposable
{
    private const int Reports = 200;
    private const int Limit = 50;

    private readonly TemporaryFolder _queue = new();
    private readonly JumpingClock _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => _queue.Dispose();

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_WATS_takes_in_a_minute_arrives_in_one_run(bool sendsRetryAfter)
    {
        for (var n = 0; n < Reports; n++)
        {
            var id = Guid.NewGuid();
            File.WriteAllText(
                _queue.Of($"{id}.queued"),
                $$"""{"id":"{{id}}","type":"T","sn":"SN-{{n}}","pn":"PN","rev":"1","processCode":10,"result":"P","machineName":"M","location":"L","purpose":"P","start":"2026-03-02T07:00:00Z","startUTC":"2026-03-02T07:00:00Z"}"""
            );
        }
        await using var server = await VteBridge.Simulator.Wats.WatsServer.StartAsync(
            new WatsServerOptions
            {
                Clock = _clock,
                Rules = new() { Validates = false },
            }
        );
        server.Faults.Limit = new RateLimit(Limit, 60, sendsRetryAfter);
        using var wats = new WatsClient(
            new VteBridge.Delivery.Wats.WatsServer(server.Address, "demo"),
            TimeSpan.FromSeconds(30),
            TimeProvider.System
        );
        var run = new UploadRun(new QueueFiles(_queue.Path), wats, new SidecarOptions(), _clock, NullLogger.Instance);

        var stop = TestContext.Current.CancellationToken;
        var receipts = await run.UploadAsync(stop).CountAsync(r => r.Outcome == Outcome.Accepted, stop);

        Assert.Equal((Reports, null), (receipts, run.Stopped));
        Assert.Equal((Reports, 0L), (server.Store.Count, server.Counters.Values.OverwrittenById));
        Assert.InRange(server.Counters.Values.Received - Reports, 1, 60);
        Assert.InRange(_clock.Passed.TotalMinutes, 3, 8);
    }
}
