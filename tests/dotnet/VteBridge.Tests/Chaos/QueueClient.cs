using System.Net.Http.Headers;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// An ideal pyWATS client: it sends the files of its queue and marks a file as completed when WATS confirms the report. Other reports stay
/// in the queue.
/// </summary>
internal sealed class QueueClient(string folder, Uri wats) : IDisposable
{
    private const string Queued = ".queued";

    private readonly HttpClient _http = new()
    {
        BaseAddress = wats,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", "demo") },
    };

    /// <returns>The number of reports that WATS accepted.</returns>
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
