using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Export;
using VteBridge.Hosting;
using VteBridge.Sync;
using VteBridge.Vte.Schema;

namespace VteBridge.Benchmarks.Children;

/// <summary>The product, as its commands compose it, without terminal and logs.</summary>
internal static class Ours
{
    public static Composition Compose(ChildTask task) =>
        new(
            new BridgeOptions
            {
                Vte = new() { ConnectionString = task.Connection, TimeZone = "Europe/Oslo" },
                Mapping = new() { DefaultProcessCode = 10 },
                // Repairs read their runs again, which the floor and the baseline do not: runs are compared with runs.
                Sync = new() { Repairs = false },
                Delivery = new()
                {
                    Destination = DestinationNames.Directory,
                    Folder = Reports(task),
                    FlushToDisk = task.Flush,
                },
                State = new() { Folder = Path.Combine(task.Folder, "state") },
            },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );

    /// <summary>One cycle into a folder: read, map, serialise, write, remember.</summary>
    public static async Task<Measured> CycleAsync(ChildTask task)
    {
        await using var parts = Compose(task);
        var schema = await parts.SchemaAsync(default);
        return await Meter.RunAsync(() => CycleAsync(parts, schema));
    }

    public static async Task<Measured> ExportAsync(ChildTask task)
    {
        await using var parts = Compose(task);
        var schema = await parts.SchemaAsync(default);
        return await Meter.RunAsync(() => ExportAsync(task, parts, schema));
    }

    private static async Task<Work> CycleAsync(Composition parts, VteSchema schema)
    {
        var window = await parts.WindowAsync(default);
        var summary = await parts.Pass(schema).RunAsync(window, new Progress<CycleProgress>(), default);
        if (summary.DestinationTrouble is { } trouble)
            throw new InvalidOperationException(trouble);
        return new Work(summary.Queued + summary.Accepted);
    }

    private static async Task<Work> ExportAsync(ChildTask task, Composition parts, VteSchema schema)
    {
        var window = await parts.WindowAsync(default);
        using var target = ExportTarget.Open(
            task.OneFile ? OneFile(task) : Reports(task),
            pretty: false,
            ndjson: task.OneFile,
            task.Flush
        );
        var walk = new ExportWalk([parts.RunSource(schema)], target, _ => { });
        var summary = await walk.RunAsync(DateTime.MinValue, null, window, new Progress<(double, string)>(), default);
        target.Complete();
        return new Work(summary.Reports);
    }

    public static string Reports(ChildTask task) => Path.Combine(task.Folder, "reports");

    public static string OneFile(ChildTask task) => Path.Combine(task.Folder, "reports.ndjson");
}
