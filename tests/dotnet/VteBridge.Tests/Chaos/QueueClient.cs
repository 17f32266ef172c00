using System.Net.Http.Headers;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// A pyWATS client as it ought to be: sends what stands in its queue and marks it as completed when WATS says that it has
/// it. What WATS does not take waits.
/// </summary>
internal sealed class QueueClient(string folder, Uri wats) : IDisposable
{
    private const string Queued = ".queued";

    private readonly HttpClient _http = new()
    {
        BaseAddress = wats,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", "demo") },
    };

    /// <returns>How many WATS has taken.</returns>
    public async Task<int> DrainAsync(CancellationToken stop)
    {
        var taken = 0;
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Queued) : [])
        {
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file, stop));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _http.PostAsync("api/Report/WSJF", content, stop);
            if (!answer.IsSuccessStatusCode)
                return taken;
            File.Move(file, file[..^Queued.Length] + ".completed", overwrite: true);
            taken++;
        }
        return taken;
    }

    public void Dispose() => _http.Dispose();
}
