using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Core;
using VteBridge.State;

namespace VteBridge.Benchmarks.Children;

/// <summary>The state store without anything around it.</summary>
internal static class StoreAlone
{
    private const int FillPage = 2_000;
    private static readonly DateTime Begin = new(2026, 3, 2, 0, 0, 0);

    /// <summary>All reports lie on one day: the densest there is. Fills, asks what status asks, and walks over all of them.</summary>
    public static Task<Measured> OneDayAsync(ChildTask task) =>
        Meter.RunAsync(() =>
        {
            using var store = Filled(task.Folder, task.Runs, days: 1);
            AskStatus(store);
            var walked = store.Reports(DateTime.MinValue, DateTime.MaxValue).LongCount();
            return Task.FromResult(new Work(walked));
        });

    public static StateStore Filled(string folder, int reports, int days)
    {
        var store = Open(folder);
        var random = new Random(reports);
        var step = TimeSpan.FromDays(days) / reports;
        for (var done = 0; done < reports; done += FillPage)
            store.Record(Page(random, Begin + done * step, step, Math.Min(FillPage, reports - done), Outcome.Accepted));
        return store;
    }

    public static StateStore Open(string folder) => StateStore.Open(folder, TimeProvider.System, NullLogger.Instance);

    /// <summary>New reports, as a cycle records them.</summary>
    public static PageRecord Page(Random random, DateTime from, TimeSpan step, int count, Outcome outcome)
    {
        var bytes = new byte[16];
        var reports = new ReportRecord[count];
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(bytes);
            var hash = Convert.ToHexStringLower(bytes) + Convert.ToHexStringLower(bytes);
            reports[i] = new ReportRecord(
                new Guid(bytes),
                ReportKind.Run,
                from + i * step,
                $"PSU 3.3 V final {i % 40}",
                hash,
                hash,
                hash,
                outcome,
                i % 20 == 0 ? Verdict.Failed : Verdict.Passed,
                i % 50 == 0 ? ["text-cut", "unknown-result:7"] : [],
                new DateTimeOffset(from, TimeSpan.Zero)
            );
        }
        return new PageRecord
        {
            Reports = reports,
            Checkpoint = new CheckpointRecord("runs", reports[^1].Timestamp, "", reports[^1].RecordedAt),
        };
    }

    /// <summary>What the verb status asks about the last seven days.</summary>
    public static void AskStatus(StateStore store)
    {
        var since = store.LastDays(7)[0];
        _ = store.Checkpoint("runs");
        _ = store.Outcomes(since);
        _ = store.Flags(since);
        _ = store.Testplans(since, limit: 50);
        _ = store.DeadLetters(limit: 20);
    }
}
