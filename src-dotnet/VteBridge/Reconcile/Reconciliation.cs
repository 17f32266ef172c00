using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Reconcile;

/// <summary>
/// Compares what VTE has with what the store says was delivered and with what WATS has. Reads VTE afresh and counts it by
/// a statement of its own, so that a run that every cycle missed is found as well. Sends nothing.
/// </summary>
/// <param name="verifier">Null: WATS is not asked.</param>
internal sealed class Reconciliation(StateStore store, IReportVerifier? verifier, SyncOptions options, Window window)
{
    /// <summary>Asking costs a process of its own, so questions are collected.</summary>
    private const int AskedAtOnce = 5_000;

    private readonly SortedDictionary<(DateOnly, string), ReconcileCount> _counts = [];
    private readonly List<Compared> _pending = [];
    private readonly List<CountDifference> _unread = [];
    private readonly List<Compared> _toSend = [];

    /// <summary>Rows that cannot be read: one may be met in several pages.</summary>
    private readonly HashSet<Guid> _unreadable = [];

    public IReadOnlyCollection<ReconcileCount> Counts => _counts.Values;

    /// <summary>Days of which VTE counts another number of rows than were read.</summary>
    public IReadOnlyList<CountDifference> Unread => _unread;

    /// <summary>Why WATS was not asked about everything; null when it was, or was not to be.</summary>
    public string? Trouble { get; private set; }

    public async Task RunAsync(
        IReadOnlyList<IRowSource> sources,
        DateTime from,
        IProgress<(double, string)> progress,
        CancellationToken stop
    )
    {
        foreach (var source in sources)
        {
            var read = new Dictionary<DateOnly, long>();
            var walk = new Walk(source, Position.Before(from), window.Until);
            await ReadAsync(walk, read, progress, stop);
            await ReadAsync(walk with { IsKeyless = true }, read, progress, stop);
            await CountAsync(source, from, read, stop);
        }
        await CompareAsync(stop);
    }

    /// <summary>The walks that send again what is missing or changed.</summary>
    /// <param name="all">Also what would look different now.</param>
    public IReadOnlyList<Walk> Repairs(IReadOnlyList<IRowSource> sources, bool all) =>
        [
            .. from source in sources
            let chosen = _toSend.Where(c => c.Kind == source.Kind && (all || !c.OnlyLooksDifferent)).ToList()
            where chosen.Count > 0
            select new Walk(
                source,
                Position.Before(chosen.Min(c => c.Timestamp)),
                chosen.Max(c => c.Timestamp),
                Only: chosen.Select(c => c.Id).ToHashSet(),
                Force: true
            ),
        ];

    private async Task ReadAsync(
        Walk walk,
        Dictionary<DateOnly, long> read,
        IProgress<(double, string)> progress,
        CancellationToken stop
    )
    {
        var reader = new PageReader(walk, null);
        await using var pages = new PageReadAhead(reader.NextAsync, stop);
        while (await pages.NextAsync() is { } page)
        {
            stop.ThrowIfCancellationRequested();
            var known = store.Find([.. page.Candidates.Select(c => c.Id)]);
            foreach (var decided in page.Decide(walk, window, options))
            {
                if (decided.Candidate.Unreadable is not null && !_unreadable.Add(decided.Candidate.Id))
                    continue;
                var recorded = known.GetValueOrDefault(decided.Candidate.Id);
                // As the version that sent it would map it: a newer program alone is no difference.
                Take(Prepared.Of(decided, walk.Source, recorded?.Program), recorded);
                var day = DateOnly.FromDateTime(decided.Candidate.Position.Timestamp);
                read[day] = read.GetValueOrDefault(day) + 1;
            }
            if (_pending.Count >= AskedAtOnce)
                await CompareAsync(stop);
            if (page.Last is { } last)
                progress.Report((Done(walk, last), $"{walk.Source.Name} at {last.Timestamp:yyyy-MM-dd HH:mm}"));
        }
    }

    private static double Done(Walk walk, Position last) =>
        walk.Start.Timestamp.Year < 1900
            ? 0
            : (last.Timestamp - walk.Start.Timestamp) / (walk.Until - walk.Start.Timestamp);

    private async Task CountAsync(
        IRowSource source,
        DateTime from,
        Dictionary<DateOnly, long> read,
        CancellationToken stop
    )
    {
        // Of the last day only a part was read.
        var last = DateOnly.FromDateTime(window.Until);
        var counted = (await source.CountByDayAsync(from, stop)).ToDictionary(
            c => c.Day ?? DateOnly.MinValue,
            c => c.Count
        );
        // An id that stands there twice counts on its first day, which may lie before.
        var first = DateOnly.FromDateTime(from);
        var days = counted.Keys.Union(read.Keys).Where(d => d < last && (d >= first || d == DateOnly.MinValue));
        foreach (var day in days.Order())
            if (counted.GetValueOrDefault(day) is var inVte && read.GetValueOrDefault(day) is var seen && inVte != seen)
                _unread.Add(new(source.Name, day == DateOnly.MinValue ? null : day, inVte, seen));
    }

    private void Take(Prepared prepared, ReportRecord? known)
    {
        var count = CountOf(prepared.Candidate);
        count.InVte++;
        switch (prepared.Mapped)
        {
            case Unmappable:
                count.DeadLetters++;
                break;
            case ExcludedByConfiguration:
                count.Excluded++;
                break;
            case MappedReport report:
                _pending.Add(Compared.Of(prepared, report.Report.Result, known));
                break;
            default:
                count.Deferred++;
                break;
        }
    }

    private async Task CompareAsync(CancellationToken stop)
    {
        IReadOnlyDictionary<Guid, ReportAnswer> answers = new Dictionary<Guid, ReportAnswer>();
        if (verifier is not null && Trouble is null)
        {
            var told = await verifier.AskAsync([.. _pending.Select(p => new ReportQuestion(p.Id, p.Verdict))], stop);
            (answers, Trouble) = (told.Answers, told.Trouble);
        }
        foreach (var compared in _pending)
            Judge(compared, answers.TryGetValue(compared.Id, out var answer) ? answer : null);
        _pending.Clear();
    }

    private void Judge(Compared compared, ReportAnswer? answer)
    {
        var count = _counts[compared.Row];
        if (compared.IsDelivered && !compared.IsChanged)
            count.Delivered++;
        if (compared.IsRefused && answer != ReportAnswer.Found)
        {
            count.DeadLetters++;
            return;
        }
        // WATS has the last word on what is missing; whether its version is the newest, the fingerprint tells.
        if (answer is null ? !compared.IsDelivered : answer == ReportAnswer.Missing)
            count.Missing++;
        else if (answer == ReportAnswer.Different || compared.IsChanged)
            count.Changed++;
        else
        {
            if (answer == ReportAnswer.Found || compared.Outcome == Outcome.Accepted)
                count.Accepted++;
            if (!compared.LooksDifferent)
                return;
            count.WouldLookDifferent++;
            compared = compared with { OnlyLooksDifferent = true };
        }
        _toSend.Add(compared);
    }

    private ReconcileCount CountOf(Candidate candidate)
    {
        var key = Compared.RowOf(candidate);
        return _counts.TryGetValue(key, out var count)
            ? count
            : _counts[key] = new ReconcileCount(key.Item1, key.Item2);
    }
}
