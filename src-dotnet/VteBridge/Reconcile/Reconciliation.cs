using VteBridge.Core;
using VteBridge.Delivery;
using VteBridge.Delivery.Sidecar;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Reconcile;

/// <summary>
/// Compares what VTE has with what the journal says was delivered and with what WATS holds. Reads VTE afresh, so that a
/// run that every cycle missed is found as well.
/// </summary>
/// <param name="verifier">Null: WATS is not asked.</param>
/// <param name="repair">What sends the missing ones again; null: nothing is sent.</param>
internal sealed class Reconciliation(
    IReadOnlyList<ISource> sources,
    Journal journal,
    Verifier? verifier,
    Func<Candidate, bool>? repair
)
{
    /// <summary>About 5 MB of questions and answers.</summary>
    private const int AskedAtOnce = 5_000;

    private readonly SortedDictionary<(DateOnly, string), ReconcileCount> _counts = [];
    private readonly List<Candidate> _pending = [];

    public IReadOnlyCollection<ReconcileCount> Counts => _counts.Values;

    /// <summary>Whether every report was looked up in WATS; otherwise only the journal was compared.</summary>
    public bool AskedWats { get; private set; } = verifier is not null;

    public async Task RunAsync(
        DateTime from,
        Window window,
        IProgress<(double, string)> progress,
        CancellationToken stop
    )
    {
        foreach (var source in sources)
        {
            source.Begin(window);
            await using var pages = new ReadAhead(source, Position.Before(from), stop);
            while (await pages.NextAsync() is { } page)
            {
                stop.ThrowIfCancellationRequested();
                foreach (var candidate in page.Candidates)
                    await TakeAsync(candidate, stop);
                if (page.Last is { } last)
                    progress.Report((0, $"{source.Name} at {last.Timestamp:yyyy-MM-dd HH:mm}"));
            }
        }
        await CompareAsync(stop);
    }

    private async Task TakeAsync(Candidate candidate, CancellationToken stop)
    {
        var count = CountOf(candidate);
        count.InVte++;
        switch (candidate.Mapped)
        {
            case Unmappable:
                count.DeadLetters++;
                break;
            case ExcludedByConfiguration:
                count.Excluded++;
                break;
            case MappedReport when candidate.Defer is not null:
                count.Deferred++;
                break;
            default:
                _pending.Add(candidate with { Record = "" });
                if (_pending.Count >= AskedAtOnce)
                    await CompareAsync(stop);
                break;
        }
    }

    private async Task CompareAsync(CancellationToken stop)
    {
        IReadOnlyDictionary<string, VerifyLine> answers = new Dictionary<string, VerifyLine>();
        if (AskedWats && verifier is not null)
        {
            answers = await verifier.AskAsync(_pending.Select(c => (c.Id, (string?)ResultOf(c))), stop);
            AskedWats = answers.Count == _pending.Count;
        }
        foreach (var candidate in _pending)
            Judge(
                candidate,
                journal.Find(candidate.Id, candidate.Position.Timestamp),
                answers.GetValueOrDefault(candidate.Id)
            );
        _pending.Clear();
        journal.Flush();
    }

    private void Judge(Candidate candidate, JournalEntry? entry, VerifyLine? answer)
    {
        var count = CountOf(candidate);
        var delivered = entry?.Outcome is nameof(Outcome.Accepted) or nameof(Outcome.Queued);
        if (delivered && entry!.Hash == candidate.Hash)
            count.Delivered++;
        if (entry?.Outcome == nameof(Outcome.Rejected) && entry.Hash == candidate.Hash && answer?.State != "found")
        {
            count.DeadLetters++;
            return;
        }
        // WATS has the last word, but a verdict cannot tell whether the content is the newest: the journal's hash does.
        var missing = answer is null ? !delivered : answer.State == "missing";
        var different = !missing && (answer?.State == "different" || (delivered && entry!.Hash != candidate.Hash));
        if (missing)
            count.Missing++;
        else if (different)
            count.Different++;
        else if (answer?.State == "found" || entry?.Outcome == nameof(Outcome.Accepted))
            count.Accepted++;
        if ((missing || different) && repair?.Invoke(candidate) == true)
            count.Repaired++;
    }

    private ReconcileCount CountOf(Candidate candidate)
    {
        var key = (
            DateOnly.FromDateTime(candidate.Position.Timestamp),
            candidate.Kind == "R" ? "(repairs)" : candidate.Testplan ?? ""
        );
        return _counts.TryGetValue(key, out var count)
            ? count
            : _counts[key] = new ReconcileCount(key.Item1, key.Item2);
    }

    private static string ResultOf(Candidate candidate) =>
        ((MappedReport)candidate.Mapped).Report.Result.Letter().ToString();
}
