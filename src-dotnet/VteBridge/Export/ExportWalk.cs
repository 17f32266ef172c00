using System.Diagnostics;
using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Sync;

namespace VteBridge.Export;

/// <summary>Reads runs and repairs and writes every report. What cannot be mapped is told, not written; nothing is recorded.</summary>
internal sealed class ExportWalk(SyncOptions options, ExportTarget target, Action<string> tell)
{
    public async Task<ExportSummary> RunAsync(
        IReadOnlyList<Walk> walks,
        Window window,
        IProgress<(double, string)> progress,
        CancellationToken stop
    )
    {
        var (summary, watch) = (new ExportSummary(), Stopwatch.StartNew());
        foreach (var walk in walks)
            summary = await WalkAsync(walk, window, summary, progress, stop);
        return summary with { Elapsed = watch.Elapsed };
    }

    private async Task<ExportSummary> WalkAsync(
        Walk walk,
        Window window,
        ExportSummary summary,
        IProgress<(double, string)> progress,
        CancellationToken stop
    )
    {
        DateTime? first = null;
        var reader = new PageReader(walk, null);
        await using var pages = new PageReadAhead(reader.NextAsync, stop);
        while (await pages.NextAsync() is { } page)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var decided in page.Decide(walk, window, options))
                summary = Write(Prepared.Of(decided, walk.Source), summary);
            if (page.Last is not { } last)
                continue;
            first ??= page.Candidates[0].Position.Timestamp;
            var whole = (walk.Until - first.Value).TotalSeconds;
            progress.Report(
                (
                    whole <= 0 ? 1 : (last.Timestamp - first.Value).TotalSeconds / whole,
                    $"{walk.Source.Name} at {last.Timestamp:yyyy-MM-dd HH:mm}: {summary.Reports} reports"
                )
            );
        }
        return summary;
    }

    private ExportSummary Write(Prepared prepared, ExportSummary summary)
    {
        summary =
            prepared.Candidate.Kind == ReportKind.Run
                ? summary with
                {
                    Runs = summary.Runs + 1,
                }
                : summary with
                {
                    Repairs = summary.Repairs + 1,
                };
        switch (prepared.Mapped)
        {
            case MappedReport report:
                target.Write(report.Report, prepared.Content);
                return summary with { Reports = summary.Reports + 1 };
            case ExcludedByConfiguration excluded:
                tell($"Excluded {prepared.Candidate.Id}: {excluded.Why}");
                return summary with { Excluded = summary.Excluded + 1 };
            case Unmappable problem:
                tell($"Not mapped {prepared.Candidate.Id}: {problem.What} {problem.Fix}");
                return summary with { Problems = summary.Problems + 1 };
            default:
                tell($"Not complete {prepared.Candidate.Id}: {prepared.Decided.Decision.Reason}");
                return summary with { Deferred = summary.Deferred + 1 };
        }
    }
}

internal sealed record ExportSummary
{
    public int Runs { get; init; }
    public int Repairs { get; init; }
    public int Reports { get; init; }
    public int Problems { get; init; }
    public int Excluded { get; init; }
    public int Deferred { get; init; }
    public TimeSpan Elapsed { get; init; }
}
