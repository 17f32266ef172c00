using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Export;
using VteBridge.Hosting;
using VteBridge.Sync;
using VteBridge.Vte;
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

    /// <summary>One cycle into a folder: read, map, serialise, write, record.</summary>
    public static async Task<Measured> CycleAsync(ChildTask task)
    {
        await using var parts = Compose(task);
        var session = await parts.OpenAsync(default);
        return await Meter.RunAsync(async () =>
        {
            var cycle = session.LiveCycle(allSteps: true);
            var summary = await cycle.RunAsync(session.Window, new Progress<CycleProgress>(), default);
            return summary.DestinationTrouble is { } trouble
                ? throw new InvalidOperationException(trouble)
                : new Work(summary.Queued + summary.Accepted);
        });
    }

    public static async Task<Measured> ExportAsync(ChildTask task)
    {
        await using var parts = Compose(task);
        var session = await parts.OpenAsync(default);
        return await Meter.RunAsync(async () =>
        {
            using var target = ExportTarget.Open(
                task.OneFile ? OneFile(task) : Reports(task),
                pretty: false,
                ndjson: task.OneFile,
                task.Flush
            );
            Walk[] walks = [new(session.Sources[0], Position.Before(DateTime.MinValue), session.Window.Until)];
            var export = new ExportWalk(parts.Options.Sync, target, _ => { });
            var summary = await export.RunAsync(walks, session.Window, new Progress<(double, string)>(), default);
            target.Complete();
            return new Work(summary.Reports);
        });
    }

    public static string Reports(ChildTask task) => Path.Combine(task.Folder, "reports");

    public static string OneFile(ChildTask task) => Path.Combine(task.Folder, "reports.ndjson");
}
