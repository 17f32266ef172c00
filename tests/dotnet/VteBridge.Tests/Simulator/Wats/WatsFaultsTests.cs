using System.Net;
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
    public async Task Retry_After_is_given_in_seconds_or_as_a_date()
    {
        var now = new DateTimeOffset(2025, 6, 1, 12, 0, 0, TimeSpan.Zero);
        await using var wats = await WatsClient.StartAsync(new() { Clock = new FixedClock(now) });
        wats.Server.Faults.Add(new() { Status = 429, RetryAfter = 7 });
        wats.Server.Faults.Add(
            new()
            {
                Status = 503,
                RetryAfter = 7,
                RetryAfterAsDate = true,
            }
        );
        using var seconds = await wats.SubmitAsync(SampleReports.Test());
        using var date = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(TimeSpan.FromSeconds(7), seconds.Headers.RetryAfter!.Delta);
        Assert.Equal(now.AddSeconds(7), date.Headers.RetryAfter!.Date);
    }

    [Theory]
    [InlineData(nameof(FaultKind.Drop), false, 0)]
    [InlineData(nameof(FaultKind.Drop), true, 1)]
    [InlineData(nameof(FaultKind.Cut), true, 1)]
    public async Task A_broken_connection_loses_the_answer_but_not_a_stored_report(string kind, bool stored, int kept)
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Kind = Enum.Parse<FaultKind>(kind), Stored = stored });
        await Assert.ThrowsAsync<HttpRequestException>(() => wats.SubmitAsync(SampleReports.Test()));
        Assert.Equal(kept, wats.Server.Store.Count);
        Assert.Equal(1, wats.Server.Counters.Values.Faulted);
    }

    [Fact]
    public async Task A_cut_answer_has_a_head_and_the_first_half_of_its_body()
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Kind = FaultKind.Cut, Route = FaultRoute.App });
        using var answer = await wats.Http.GetAsync(
            "api/App/Processes",
            HttpCompletionOption.ResponseHeadersRead,
            Ended
        );
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var body = await answer.Content.ReadAsStreamAsync(Ended);
        var start = new byte[20];
        await body.ReadExactlyAsync(start, Ended);
        await Assert.ThrowsAsync<HttpIOException>(() => body.CopyToAsync(Stream.Null, Ended));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task An_empty_answer_proves_nothing(bool stored, int kept)
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Kind = FaultKind.Empty, Stored = stored });
        using var answer = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ended));
        Assert.Equal(kept, wats.Server.Store.Count);
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
    public async Task A_fault_can_be_meant_for_one_report()
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Id = Guid.Parse(Other), Status = 500 });
        using var spared = await wats.SubmitAsync(SampleReports.Test());
        using var hit = await wats.SubmitAsync(SampleReports.Test(Other, "SN-9"));
        Assert.Equal(HttpStatusCode.OK, spared.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, hit.StatusCode);
    }

    [Theory]
    [InlineData(nameof(FaultRoute.Receipt), "api/Report/Wsjf/" + Other)]
    [InlineData(nameof(FaultRoute.Query), "api/Report/Query/Header")]
    [InlineData(nameof(FaultRoute.App), "api/App/Version")]
    [InlineData(nameof(FaultRoute.Any), "api/App/Version")]
    public async Task A_fault_can_be_meant_for_one_kind_of_request(string route, string address)
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Server.Faults.Add(new() { Route = Enum.Parse<FaultRoute>(route), Status = 503 });
        if (route != nameof(FaultRoute.Any))
        {
            using var spared = await wats.SubmitAsync(SampleReports.Test());
            Assert.Equal(HttpStatusCode.OK, spared.StatusCode);
        }
        using var hit = await wats.Http.GetAsync(address, Ended);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, hit.StatusCode);
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

    [Fact]
    public async Task More_requests_than_the_limit_are_answered_429_until_the_window_has_passed()
    {
        var clock = new ManualClock();
        await using var client = await WatsClient.StartAsync(new() { Clock = clock });
        client.Server.Faults.Limit = RateLimit.Parse("2/60");

        async Task<(int, string?)> AskAsync()
        {
            var answer = await client.Http.GetAsync("api/App/Version", TestContext.Current.CancellationToken);
            return ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString());
        }

        Assert.Equal((200, null), await AskAsync());
        clock.Now += TimeSpan.FromSeconds(20);
        Assert.Equal((200, null), await AskAsync());
        Assert.Equal((429, "40"), await AskAsync());
        clock.Now += TimeSpan.FromSeconds(40);
        Assert.Equal((200, null), await AskAsync());
        client.Server.Faults.Limit = RateLimit.Parse("1/60/silent");
        Assert.Equal((200, null), await AskAsync());
        Assert.Equal((429, null), await AskAsync());
    }

    [Fact]
    public async Task A_request_can_be_sent_to_another_host()
    {
        await using var client = await WatsClient.StartAsync();
        await client.AddFaultAsync("""{"status":307,"location":"http://127.0.0.2:1/api/Report/WSJF"}""");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = client.Server.Address,
        };

        var answer = await http.PostAsync("api/Report/WSJF", null, TestContext.Current.CancellationToken);

        Assert.Equal((307, "127.0.0.2"), ((int)answer.StatusCode, answer.Headers.Location?.Host));
    }

    private sealed class ManualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
