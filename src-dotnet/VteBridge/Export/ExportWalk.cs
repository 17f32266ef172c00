using System.Diagnostics;
using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Sync;

namespace VteBridge.Export;

/// <summary>
/// Reads runs and repairs and writes every report. Runs that cannot be mapped are named to the user; nothing is recorded.
/// </summary>
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
            await WalkAsync(walk, window, summary, progress, stop);
        return summary with { Elapsed = watch.Elapsed };
    }

    private async Task WalkAsync(
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
                Write(Prepared.Of(decided, walk.Source), summary);
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
    }

    private void Write(Prepared prepared, ExportSummary summary)
    {
        if (prepared.Candidate.Kind == ReportKind.Run)
            summary.Runs++;
        else
            summary.Repairs++;
        switch (prepared.Mapped)
        {
            case MappedReport report:
                target.Write(report.Report, prepared.Content);
                summary.Reports++;
                break;
            case ExcludedByConfiguration excluded:
                tell($"Excluded {prepared.Candidate.Id}: {excluded.Why}");
                summary.Excluded++;
                break;
            case Unmappable problem:
                tell($"Not mapped {prepared.Candidate.Id}: {problem.What} {problem.Fix}");
                summary.Problems++;
                break;
            default:
                tell($"Not complete {prepared.Candidate.Id}: {prepared.Decided.Decision.Reason}");
                summary.Deferred++;
                break;
        }
    }
}

internal sealed record ExportSummary
{
    public int Runs { get; set; }
    public int Repairs { get; set; }
    public int Reports { get; set; }
    public int Problems { get; set; }
    public int Excluded { get; set; }
    public int Deferred { get; set; }
    public TimeSpan Elapsed { get; set; }
}
