using System.Net;
using Microsoft.Extensions.Time.Testing;
using VteBridge.Simulator.Wats;
using VteBridge.Simulator.Wats.Faults;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class WatsFaultsTests
{
    private const string Other = "99999999-2222-4333-8444-555555555555";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(413)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task The_next_submissions_are_refused_and_then_all_is_well(int status)
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Answer(status, times: 2, reason: "by order");
        for (var i = 0; i < 2; i++)
        {
            using var refused = await wats.SubmitAsync(SampleReports.Test());
            Assert.Equal(status, (int)refused.StatusCode);
            Assert.Contains("by order", await refused.Content.ReadAsStringAsync(Ended), StringComparison.Ordinal);
        }
        Assert.Equal(0, wats.Server.Store.Count);
        using var accepted = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        Assert.Equal(2, wats.Server.Counters.Values.ByStatus[status]);
        Assert.Empty(wats.Server.Faults.Waiting);
    }

    [Fact]
    public async Task Retry_After_is_given_in_seconds()
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Status = 429, RetryAfter = 7 });
        using var refused = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData(nameof(FaultKind.Drop), false, 0)]
    [InlineData(nameof(FaultKind.Drop), true, 1)]
    public async Task A_broken_connection_loses_the_answer_but_not_a_stored_report(string kind, bool stored, int kept)
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Kind = Enum.Parse<FaultKind>(kind), Stored = stored });
        await Assert.ThrowsAsync<HttpRequestException>(() => wats.SubmitAsync(SampleReports.Test()));
        Assert.Equal(kept, wats.Server.Store.Count);
        Assert.Equal(1, wats.Server.Counters.Values.Faulted);
    }

    [Fact]
    public async Task A_hanging_request_ends_when_the_client_gives_up()
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Kind = FaultKind.Hang });
        var submission = wats.SubmitAsync(SampleReports.Test());
        Assert.True(SpinWait.SpinUntil(() => wats.Server.Counters.Values.Faulted == 1, Patience));
        wats.Http.CancelPendingRequests();
        await Assert.ThrowsAsync<TaskCanceledException>(() => submission);
        Assert.True(SpinWait.SpinUntil(() => wats.Server.Counters.Values.Unanswered == 1, Patience));
        Assert.Equal(0, wats.Server.Store.Count);
    }

    [Fact]
    public async Task A_hanging_request_ends_when_the_server_does()
    {
        var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Kind = FaultKind.Hang, Stored = true });
        var submission = wats.SubmitAsync(SampleReports.Test());
        Assert.True(SpinWait.SpinUntil(() => wats.Server.Store.Count == 1, Patience));
        await wats.Server.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => submission);
        await wats.DisposeAsync();
    }

    [Fact]
    public async Task A_late_answer_is_still_an_answer()
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(
            new()
            {
                Kind = FaultKind.Late,
                DelayMilliseconds = 1,
                Stored = true,
            }
        );
        wats.Server.Faults.Add(new() { Kind = FaultKind.Late, DelayMilliseconds = 1 });
        for (var i = 0; i < 2; i++)
        {
            using var answer = await wats.SubmitAsync(SampleReports.Test());
            Assert.Contains("uuid", await answer.Content.ReadAsStringAsync(Ended), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/" + Other, "api/Report/Wsjf/" + Other)]
    [InlineData("query/", "api/Report/Query/Header")]
    [InlineData("/api/App", "api/App/Version")]
    public async Task A_fault_can_be_meant_for_one_kind_of_request(string path, string address)
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Path = path });
        using var spared = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(HttpStatusCode.OK, spared.StatusCode);
        using var hit = await wats.Http.GetAsync(address, Ended);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, hit.StatusCode);
    }

    [Fact]
    public async Task Every_third_submission_fails_until_cleared()
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Every = 3, Times = null });
        var failed = new List<int>();
        for (var i = 1; i <= 9; i++)
        {
            using var answer = await wats.SubmitAsync(SampleReports.Test());
            if (!answer.IsSuccessStatusCode)
            {
                failed.Add(i);
            }
        }
        Assert.Equal([3, 6, 9], failed);
        wats.Server.Faults.Clear();
        Assert.Empty(wats.Server.Faults.Waiting);
    }

    [Fact]
    public async Task More_requests_than_the_limit_are_answered_429_until_the_window_has_passed()
    {
        var clock = new FakeTimeProvider();
        await using var client = await WatsClient.StartAsync(new() { Clock = clock });
        client.Server.Faults.Limit = new RateLimit(2, 60);

        async Task<(int, string?)> AskAsync()
        {
            var answer = await client.Http.GetAsync("api/App/Version", TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString());
        }

        Assert.Equal((200, null), await AskAsync());
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((200, null), await AskAsync());
        Assert.Equal((429, "40"), await AskAsync());
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal((200, null), await AskAsync());
        clock.Advance(TimeSpan.FromSeconds(60));
        client.Server.Faults.Limit = new RateLimit(1, 60, SendsRetryAfter: false);
        Assert.Equal((200, null), await AskAsync());
        Assert.Equal((429, null), await AskAsync());
    }

    [Fact]
    public async Task Faults_are_taken_over_the_control_endpoint_and_misspelt_ones_refused()
    {
        await using var wats = await WatsClient.StartAsync();
        using var added = await wats.AddFaultAsync("""{"kind":"status","status":429,"retryAfter":2,"times":3}""");
        using var misspelt = await wats.AddFaultAsync("""{"kind":"status","tims":3}""");
        using var senseless = await wats.AddFaultAsync("""{"kind":"status","times":0}""");
        Assert.Equal(HttpStatusCode.NoContent, added.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, misspelt.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, senseless.StatusCode);
        var expected = new Fault
        {
            Status = 429,
            RetryAfter = 2,
            Times = 3,
        };
        Assert.Equal(expected, Assert.Single(wats.Server.Faults.Waiting));
    }
}
