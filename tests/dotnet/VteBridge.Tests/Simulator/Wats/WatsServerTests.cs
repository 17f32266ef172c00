using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;
using static VteBridge.Tests.Simulator.Wats.Broken;

namespace VteBridge.Tests.Simulator.Wats;

public sealed class WatsServerTests
{
    private const string Id = "11111111-2222-4333-8444-555555555555";
    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_valid_report_is_answered_with_its_id()
    {
        await using var wats = await WatsClient.StartAsync();
        using var answer = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($$"""[{"ID":"{{Id}}","uuid":"{{Id}}"}]""", await answer.Content.ReadAsStringAsync(Ended));
        Assert.Equal(1, wats.Server.Counters.Values.Accepted);
    }

    [Fact]
    public async Task An_invalid_report_is_refused_with_every_reason_and_not_kept()
    {
        await using var wats = await WatsClient.StartAsync();
        var broken = SampleReports.Test().With("sn", "\"\"").With("result", "\"X\"");
        using var answer = await wats.SubmitAsync(broken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ended))!;
        Assert.Contains("$.sn: ", (string)problem["Message"]!, StringComparison.Ordinal);
        Assert.Contains("$.result: ", (string)problem["Message"]!, StringComparison.Ordinal);
        Assert.Equal(0, wats.Server.Store.Count);
        Assert.Equal(1, wats.Server.Counters.Values.Refused);
        Assert.Equal(2, Assert.Single(wats.Server.Refusals.Last).Reasons.Count);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Basic wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer demo", HttpStatusCode.Unauthorized)]
    [InlineData("Basic demo", HttpStatusCode.OK)]
    public async Task Who_may_submit_is_decided_by_the_token(string? authorization, HttpStatusCode expected)
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Http.DefaultRequestHeaders.Authorization = authorization is null
            ? null
            : AuthenticationHeaderValue.Parse(authorization);
        using var answer = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, wats.Server.Store.Count);
    }

    [Fact]
    public async Task A_compressed_body_is_taken_and_kept_as_it_was_before()
    {
        await using var wats = await WatsClient.StartAsync();
        var body = SampleReports.Test().Bytes();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(body, Ended);
        }
        using var answer = await wats.SubmitAsync(packed.ToArray(), "gzip");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(body, await wats.Http.GetByteArrayAsync($"control/reports/{Id}/raw", Ended));
        using var damaged = await wats.SubmitAsync("no gzip"u8.ToArray(), "gzip");
        Assert.Equal(HttpStatusCode.BadRequest, damaged.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_answered_413()
    {
        await using var wats = await WatsClient.StartAsync(new() { MaxBodyBytes = 1000 });
        using var answer = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task The_receipt_returns_doubles_at_15_digits_and_what_was_absent_as_null()
    {
        await using var wats = await WatsClient.StartAsync();
        const string measured = "root.steps[0].numericMeas[0].value";
        await wats.SubmitAsync(SampleReports.Test().With(measured, "0.12345678901234566"));
        var report = await wats.GetAsync($"api/Report/Wsjf/{Id}");
        var step = report["root"]!["steps"]![0]!;
        var measurement = step["numericMeas"]![0]!;
        Assert.Equal("0.123456789012346", measurement["value"]!.ToJsonString());
        Assert.Equal("1.0", measurement["lowLimit"]!.ToJsonString());
        Assert.True(measurement.AsObject().ContainsKey("name"));
        Assert.Null(measurement["name"]);
        Assert.True((bool)step["causedUUTFailure"]!);
        Assert.Equal(2, (int)report["uut"]!["stepIdCausedUUTFailure"]!);
        Assert.NotNull(report["origin"]);
        Assert.Equal("2025-03-01T10:00:00.123+01:00", (string)report["start"]!);
        Assert.Equal("SW Debug", (string)report["processName"]!);
    }

    [Fact]
    public async Task Steps_without_an_id_are_numbered_in_document_order()
    {
        await using var wats = await WatsClient.StartAsync();
        var sent = SampleReports.Test();
        RemoveIds(sent["root"]!.AsObject());
        await wats.SubmitAsync(sent);
        var root = (await wats.GetAsync($"api/Report/Wsjf/{Id}"))["root"]!;
        Assert.Equal(1, (int)root["id"]!);
        Assert.Equal(10, (int)root["steps"]![8]!["id"]!);
        Assert.Equal(11, (int)root["steps"]![8]!["steps"]![0]!["id"]!);

        static void RemoveIds(JsonObject step)
        {
            step.Remove("id");
            foreach (var child in step["steps"]?.AsArray() ?? [])
            {
                RemoveIds(child!.AsObject());
            }
        }
    }

    [Fact]
    public async Task Detail_level_0_is_the_identifying_data_only()
    {
        await using var wats = await WatsClient.StartAsync();
        await wats.SubmitAsync(SampleReports.Test());
        var report = (await wats.GetAsync($"api/Report/Wsjf/{Id}?detailLevel=0")).AsObject();
        Assert.Equal(Id, (string)report["id"]!);
        Assert.Equal("F", (string)report["result"]!);
        Assert.False(report.ContainsKey("root") || report.ContainsKey("uut"));
    }

    [Fact]
    public async Task What_was_returned_can_be_submitted_again()
    {
        await using var wats = await WatsClient.StartAsync();
        foreach (var report in new[] { SampleReports.Test(), SampleReports.Repair() })
        {
            await wats.SubmitAsync(report);
            var returned = await wats.GetAsync($"api/Report/Wsjf/{report["id"]}");
            using var answer = await wats.SubmitAsync(returned.AsObject());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal(2, wats.Server.Counters.Values.OverwrittenById);
    }

    [Theory]
    [InlineData("api/Report/Wsjf/00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("api/Report/Wsjf/nonsense", HttpStatusCode.BadRequest)]
    [InlineData("api/Report/Nothing", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_said_to_be_so(string address, HttpStatusCode expected)
    {
        await using var wats = await WatsClient.StartAsync();
        using var answer = await wats.Http.GetAsync(address, Ended);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_quarantined_report_is_accepted_and_counted_but_shown_by_no_query_and_no_receipt()
    {
        var clock = new FixedClock(new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var wats = await WatsClient.StartAsync(new() { Clock = clock });
        using var answer = await wats.SubmitAsync(SampleReports.Test());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, wats.Server.Counters.Values.Quarantined);
        Assert.Empty(await wats.IdsAsync("$top=10"));
        using var receipt = await wats.Http.GetAsync($"api/Report/Wsjf/{Id}", Ended);
        Assert.Equal(HttpStatusCode.NotFound, receipt.StatusCode);
    }

    [Fact]
    public async Task Processes_can_be_asked_for_by_kind()
    {
        await using var wats = await WatsClient.StartAsync();
        var all = (await wats.GetAsync("api/App/Processes")).AsArray();
        var repair = (await wats.GetAsync("api/app/processes?includeRepairOperations=true")).AsArray();
        Assert.Contains(all, p => (int)p!["code"]! == 10 && (string)p["name"]! == "SW Debug");
        Assert.NotEmpty(repair);
        Assert.All(repair, p => Assert.True((bool)p!["isRepairOperation"]!));
        Assert.True(repair.Count < all.Count);
    }

    [Fact]
    public async Task The_schema_is_served_without_a_token()
    {
        await using var wats = await WatsClient.StartAsync();
        wats.Http.DefaultRequestHeaders.Authorization = null;
        var schema = await wats.GetAsync("WSJFReport.schema.json");
        Assert.Equal(100, (int)schema["definitions"]!["word"]!["maxLength"]!);
    }

    [Fact]
    public async Task The_control_endpoint_lists_counts_and_forgets()
    {
        await using var wats = await WatsClient.StartAsync(new() { KeepBodies = false });
        await wats.SubmitAsync(SampleReports.Test());
        var report = Assert.Single((await wats.GetAsync("control/reports")).AsArray())!;
        Assert.Equal(Id, (string)report["id"]!);
        Assert.Equal(64, ((string)report["sha256"]!).Length);
        var counters = await wats.GetAsync("control/counters");
        Assert.Equal(1, (int)counters["accepted"]!);
        Assert.Equal(1, (int)counters["byStatus"]!["200"]!);
        using var raw = await wats.Http.GetAsync($"control/reports/{Id}/raw", Ended);
        Assert.Equal(HttpStatusCode.NotFound, raw.StatusCode);
        await wats.Http.DeleteAsync("control/reports", Ended);
        await wats.Http.DeleteAsync("control/counters", Ended);
        Assert.Equal(0, wats.Server.Store.Count);
        Assert.Equal(0, wats.Server.Counters.Values.Received);
    }
}
