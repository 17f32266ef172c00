using System.Diagnostics;
using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Export;

/// <summary>Walks along VTE, runs first and then repairs, and writes every report; what cannot be mapped is told, not written.</summary>
internal sealed class ExportWalk(IReadOnlyList<ISource> sources, ExportTarget target, Action<string> tell)
{
    public async Task<ExportSummary> RunAsync(
        DateTime begin,
        Guid? only,
        Window window,
        IProgress<(double, string)> progress,
        CancellationToken stop
    )
    {
        var (summary, watch) = (new ExportSummary(), Stopwatch.StartNew());
        foreach (var source in sources)
            await WalkAsync(source, begin, only, window, summary, progress, stop);
        return summary with { Elapsed = watch.Elapsed };
    }

    private async Task WalkAsync(
        ISource source,
        DateTime begin,
        Guid? only,
        Window window,
        ExportSummary summary,
        IProgress<(double, string)> progress,
        CancellationToken stop
    )
    {
        DateTime? first = null;
        source.Begin(window);
        await using var pages = new ReadAhead(source, Position.Before(begin), stop);
        while (await pages.NextAsync() is { } page)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var candidate in page.Candidates.Where(c => only is null || c.Id == only.Value.ToString()))
                Write(candidate, summary);
            if (page.Last is { } last)
            {
                first ??= page.Candidates[0].Position.Timestamp;
                var whole = (window.Until - first.Value).TotalSeconds;
                progress.Report(
                    (
                        whole <= 0 ? 1 : (last.Timestamp - first.Value).TotalSeconds / whole,
                        $"{source.Name} at {last.Timestamp:yyyy-MM-dd HH:mm}: {summary.Reports} reports"
                    )
                );
            }
        }
    }

    private void Write(Candidate candidate, ExportSummary summary)
    {
        if (candidate.Kind == "T")
            summary.Runs++;
        else
            summary.Repairs++;
        switch (candidate.Mapped)
        {
            case ExcludedByConfiguration excluded:
                summary.Excluded++;
                tell($"Excluded {candidate.Id}: {excluded.Why}");
                break;
            case Unmappable problem:
                summary.Problems++;
                tell($"Not mapped {candidate.Id}: {problem.What} {problem.Fix}");
                break;
            case MappedReport when candidate.Defer is { } why:
                summary.Deferred++;
                tell($"Not complete {candidate.Id}: {why}");
                break;
            case MappedReport report:
                target.Write(report.Report, candidate.Content);
                summary.Reports++;
                break;
        }
    }
}
