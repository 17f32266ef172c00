using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Vte.Control;

namespace VteBridge.Tests.Simulator.Vte;

public sealed class ControlServerTests : IAsyncLifetime
{
    private TestPlant _plant = null!;
    private ControlServer _control = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _plant = await TestPlant.StartAsync();
        _control = await ControlServer.StartAsync(new ControlVerbs(_plant.Server), 0);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_control.Port}") };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _control.DisposeAsync();
        await _plant.DisposeAsync();
    }

    [Theory]
    [InlineData(
        """{"verb":"insert","table":"UutData","rows":[{"Uut_GUID":"00000000-0000-0000-0000-00000000000a"}]}""",
        1
    )]
    [InlineData("""{"verb":"count","table":"UutData"}""", 0)]
    [InlineData(
        """{"verb":"sql","sql":"INSERT INTO UutData (Uut_GUID) VALUES ('00000000-0000-0000-0000-00000000000a')"}""",
        1
    )]
    [InlineData("""{"verb":"clock","seconds":-3600}""", 0)]
    [InlineData("""{"verb":"silent","on":false}""", 0)]
    [InlineData("""{"verb":"lack","functions":["checksum_agg"]}""", 0)]
    [InlineData("""{"verb":"crossing-chunks","times":9}""", 0)]
    [InlineData("""{"verb":"error","number":1205}""", 0)]
    [InlineData("""{"verb":"clear"}""", 0)]
    public async Task Carries_out_orders(string order, int rows)
    {
        var (status, answer) = await OrderAsync(order);

        Assert.Equal((HttpStatusCode.OK, rows), (status, (int)answer["rows"]!));
    }

    [Theory]
    [InlineData("""{"verb":"dance"}""")]
    [InlineData("""{"verb":"sql","sql":"DROP TABLE Nothing"}""")]
    [InlineData("""{"verb":"insert","table":"Nothing","rows":[{"a":1}]}""")]
    [InlineData("""{"verb":"count","tabel":"IndexData"}""")]
    public async Task Says_what_is_wrong_with_an_order(string order)
    {
        var (status, answer) = await OrderAsync(order);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotEmpty((string)answer["error"]!);
    }

    [Fact]
    public async Task Tells_what_was_asked_and_sent()
    {
        await _plant.ScalarAsync("SELECT COUNT(*) FROM IndexData");

        var (_, answer) = await OrderAsync("""{"verb":"stats"}""");

        var stats = answer["stats"]!;
        Assert.Equal((1, 1), ((int)stats["statements"]!, (int)stats["rowsSent"]!));
        Assert.True((int)stats["bytesSent"]! > 100);
        Assert.Equal("SELECT COUNT(*) FROM IndexData", (string)stats["recent"]![0]!["text"]!);
    }

    private async Task<(HttpStatusCode, JsonNode)> OrderAsync(string order)
    {
        using var body = new StringContent(order, Encoding.UTF8, "application/json");
        var answer = await _http.PostAsync("control", body, TestContext.Current.CancellationToken);
        return (
            answer.StatusCode,
            (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!
        );
    }
}
