using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Delivery;

namespace VteBridge.Benchmarks.Children;

/// <summary>The same reports posted to WATS by a bare loop, and by a destination out of its queue.</summary>
internal static class Uploads
{
    private const int WarmUp = 500;
    private static readonly SidecarOptions Sidecar = new();

    /// <summary>What the job costs if nothing could go wrong: bytes in memory, no files, no proof but the status.</summary>
    public static async Task<Measured> BareAsync(ChildTask task)
    {
        var reports = Reports(task).ToList();
        using var http = new HttpClient { BaseAddress = new Uri(task.Connection) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "bench");
        return await Meter.RunAsync(async () =>
        {
            await Parallel.ForEachAsync(
                reports,
                new ParallelOptions { MaxDegreeOfParallelism = Sidecar.Jobs },
                async (report, stop) =>
                {
                    using var content = new ByteArrayContent(report.Content);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var answer = await http.PostAsync("api/Report/WSJF", content, stop);
                    answer.EnsureSuccessStatusCode();
                }
            );
            return new Work(reports.Count);
        });
    }

    public static async Task<Measured> QueueAsync(ChildTask task, string destination)
    {
        var queue = Path.Combine(task.Folder, "queue");
        Directory.CreateDirectory(queue);
        foreach (var (id, content) in Reports(task))
            await File.WriteAllBytesAsync(Path.Combine(queue, $"{id}.queued"), content);
        var delivery = new DeliveryOptions
        {
            Destination = destination,
            Folder = queue,
            Sidecar = Sidecar with
            {
                ServerUrl = task.Connection,
                Python = Environment.GetEnvironmentVariable("VTEBRIDGE__Delivery__Sidecar__Python")!,
            },
        };
        var uploads = DestinationFactory.Create(delivery, TimeProvider.System, NullLoggerFactory.Instance);
        return await Meter.RunAsync(async () =>
        {
            var accepted = 0;
            await foreach (var receipt in uploads.ReceiptsAsync(default))
                accepted += receipt.Outcome == Outcome.Accepted ? 1 : throw new InvalidOperationException($"{receipt}");
            return new Work(accepted);
        });
    }

    /// <summary>The recorded reports, under new ids until there are enough.</summary>
    private static IEnumerable<(Guid Id, byte[] Content)> Reports(ChildTask task)
    {
        var recorded = Directory.GetFiles(Ours.Reports(task with { Folder = task.Recording }));
        for (var n = 0; n < (task.IsWarmUp ? WarmUp : task.Runs); n++)
        {
            var file = recorded[n % recorded.Length];
            var id = Guid.NewGuid();
            var text = File.ReadAllText(file)
                .Replace(Path.GetFileNameWithoutExtension(file), $"{id}", StringComparison.OrdinalIgnoreCase);
            yield return (id, Encoding.UTF8.GetBytes(text));
        }
    }
}
