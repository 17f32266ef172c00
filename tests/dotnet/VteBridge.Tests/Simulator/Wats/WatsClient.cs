using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using VteBridge.Simulator.Wats;

namespace VteBridge.Tests.Simulator.Wats;

/// <summary>A client of one running server; disposing it stops the server.</summary>
internal sealed class WatsClient : IAsyncDisposable
{
    private WatsClient(WatsServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30) };
        Http.DefaultRequestHeaders.Authorization = new("Basic", "demo");
    }

    public WatsServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<WatsClient> StartAsync(WatsServerOptions? options = null) =>
        new(await WatsServer.StartAsync(options ?? new()));

    public Task<HttpResponseMessage> SubmitAsync(JsonObject report) => SubmitAsync(report.Bytes());

    public Task<HttpResponseMessage> SubmitAsync(byte[] body, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }
        return Http.PostAsync("api/Report/WSJF", content, TestContext.Current.CancellationToken);
    }

    public async Task<JsonNode> GetAsync(string address) =>
        JsonNode.Parse(await Http.GetStringAsync(address, TestContext.Current.CancellationToken))!;

    public async Task<string[]> IdsAsync(string query)
    {
        var headers = await GetAsync($"api/Report/Query/Header?{query}");
        return [.. headers.AsArray().Select(h => (string)h!["uuid"]!)];
    }

    public Task<HttpResponseMessage> AddFaultAsync(string json) =>
        Http.PostAsync(
            "control/faults",
            new StringContent(json, Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}
