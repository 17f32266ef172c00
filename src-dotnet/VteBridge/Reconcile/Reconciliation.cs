using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.Delivery;
using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Reconcile;

/// <summary>
/// Compares what VTE has with what the state store says was delivered and with what WATS has. Reads VTE afresh and counts its
/// rows by separate statements, so that it also finds a run that every cycle missed. Sends nothing.
/// </summary>
/// <param name="wats">Null when WATS is not to be asked.</param>
/// <param name="evidence">Null when no evidence is to be written.</param>
internal sealed class Reconciliation(
    IReadOnlyList<IRowSource> sources,
    StateStore store,
    IWatsReader? wats,
    SyncOptions options,
    VteClock clock,
    Window window,
    ReconcileRequest request,
    EvidenceWriter? evidence = null
)
{
    /// <summary>Queries to WATS may start a process each time, so they are collected.</summary>
    private const int AskedAtOnce = 5_000;

    private readonly IReadOnlyList<IRowSource> _sources = sources;
    private readonly StateStore _store = store;
    private readonly IWatsReader? _wats = wats;
    private readonly ReconcileRequest _request = request;
    private readonly List<Compared> _pending = [];
    private readonly List<CountDifference> _unread = [];
    private readonly ReconcileTally _tally = new();
    private readonly Sampler? _sampler = request.Sample is { } size ? new Sampler(size, request.Seed) : null;
    private readonly YieldComparison? _yield = request.HasYield ? new YieldComparison() : null;
    private (DateTimeOffset First, DateTimeOffset Last)? _starts;
    private string? _trouble;

    /// <summary>The unreadable rows so far: the same one may appear in several pages.</summary>
    private readonly HashSet<Guid> _unreadable = [];

    public IReadOnlyCollection<ReconcileCount> Counts => _tally.Counts;

    /// <summary>Days on which VTE counts another number of rows than were read.</summary>
    public IReadOnlyList<CountDifference> Unread => _unread;

    public OrphanSearch Orphans { get; } = new(store, sources);

    /// <summary>Why WATS's headers could not be listed to find orphans; null when they could, or were not to be.</summary>
    public string? HeaderTrouble { get; private set; }

    /// <summary>Null when values are not compared.</summary>
    public DeepComparison? Deep { get; } = request.IsDeep && wats is not null ? new DeepComparison(wats) : null;

    /// <summary>Null when yields are not compared or WATS's headers could not be listed.</summary>
    public IReadOnlyList<YieldRow>? Yields { get; private set; }

    public ReconcileTotals Totals =>
        new(
            Counts.Sum(c => c.InVte),
            Counts.Sum(c => c.Accepted),
            Counts.Sum(c => c.Missing),
            Counts.Sum(c => c.Changed),
            Counts.Sum(c => c.WouldLookDifferent),
            Counts.Sum(c => c.DeadLetters),
            _unread.Sum(u => Math.Abs(u.Counted - u.Read)),
            Orphans.Count,
            Deep?.Different ?? 0,
            Yields?.Count(row => row.Differs) ?? 0,
            _wats is not null,
            _trouble ?? Deep?.Trouble ?? (_request.HasYield ? HeaderTrouble : null)
        );

    public async Task RunAsync(IProgress<(double, string)> progress, CancellationToken stop)
    {
        if (_request.IsOfWatsAlone)
        {
            foreach (var some in _store.Reports(_request.From, window.Until.AddTicks(1)).Chunk(AskedAtOnce))
            {
                _pending.AddRange(some.Select(Compared.Of));
                await CompareAsync(stop);
            }
            return;
        }
        foreach (var source in _sources)
        {
            var read = new Dictionary<DateOnly, long>();
            var walk = new Walk(source, Position.Before(_request.From), window.Until);
            Orphans.Begin(_request.From);
            await ReadAsync(walk, read, progress, stop);
            await Orphans.ThroughAsync(source, window.Until.AddTicks(1), stop);
            await ReadAsync(walk with { IsKeyless = true }, read, progress, stop);
            _unread.AddRange(await CountDifference.OfAsync(source, _request.From, window.Until, read, stop));
        }
        await CompareAsync(stop);
        if (_sampler is not null && Deep is not null)
            foreach (var walk in WalksTo([.. _sampler.Chosen]))
            await foreach (var (prepared, known) in PreparedAsync(walk, null, stop))
                await Deep.AddAsync(prepared, known, stop);
        if (Deep is not null)
            await Deep.FlushAsync(stop);
        if (_wats is not null)
            await ReadHeadersAsync(_wats, stop);
        evidence?.Finish(this);
    }

    /// <summary>The walks that send again what is missing, changed, or has other values in WATS.</summary>
    /// <param name="all">Whether to include reports that would only look different now.</param>
    public IEnumerable<Walk> Repairs(bool all) =>
        WalksTo([
                .. _tally.ToSend.Where(c => all || !c.OnlyLooksDifferent).Select(c => (c.Id, c.Kind, c.Timestamp)),
                .. (Deep?.Reports ?? []).Where(r => all || !r.OnlyLooksDifferent).Select(r => r.Place),
            ])
            .Select(walk => walk with { Force = true });

    private IEnumerable<Walk> WalksTo(IReadOnlyList<(Guid Id, ReportKind Kind, DateTime Timestamp)> reports) =>
        from source in _sources
        // A walk cannot reach rows without a time, because they have no place in the order; the next sync takes them.
        let chosen = reports.Where(c => c.Kind == source.Kind && c.Timestamp != default).ToList()
        where chosen.Count > 0
        select new Walk(
            source,
            Position.Before(chosen.Min(c => c.Timestamp)),
            chosen.Max(c => c.Timestamp),
            Only: chosen.Select(c => c.Id).ToHashSet()
        );

    private async Task ReadAsync(
        Walk walk,
        Dictionary<DateOnly, long> read,
        IProgress<(double, string)> progress,
        CancellationToken stop
    )
    {
        await foreach (var (prepared, known) in PreparedAsync(walk, PageReadAsync, stop))
        {
            Orphans.Saw(prepared.Candidate);
            var compared = Compared.Of(prepared, known);
            _pending.Add(compared);
            if (prepared.Mapped is MappedReport { Report: var report } && !compared.IsRefused)
            {
                See(report);
                if (_sampler is not null)
                    _sampler.Add(prepared.Candidate);
                else if (Deep is not null)
                    await Deep.AddAsync(prepared, known, stop);
            }
            var day = DateOnly.FromDateTime(compared.Timestamp);
            read[day] = read.GetValueOrDefault(day) + 1;
        }

        async Task PageReadAsync(CandidatePage page)
        {
            if (_pending.Count >= AskedAtOnce)
                await CompareAsync(stop);
            if (page.Last is not { } last)
                return;
            await Orphans.ThroughAsync(walk.Source, last.Timestamp, stop);
            progress.Report((Done(walk, last), $"{walk.Source.Name} at {last.Timestamp:yyyy-MM-dd HH:mm}"));
        }
    }

    /// <summary>Maps the rows of a walk as the version that sent them would, so that a newer program alone makes no difference.</summary>
    private async IAsyncEnumerable<(Prepared Prepared, ReportRecord? Known)> PreparedAsync(
        Walk walk,
        Func<CandidatePage, Task>? pageRead,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var reader = new PageReader(walk, null);
        await using var pages = new PageReadAhead(reader.NextAsync, stop);
        while (await pages.NextAsync() is { } page)
        {
            stop.ThrowIfCancellationRequested();
            var known = _store.Find([.. page.Candidates.Select(c => c.Id)]);
            foreach (var decided in page.Decide(walk, window, options))
            {
                if (decided.Candidate.Unreadable is not null && !_unreadable.Add(decided.Candidate.Id))
                    continue;
                var recorded = known.GetValueOrDefault(decided.Candidate.Id);
                yield return (Prepared.Of(decided.AsSent(recorded), walk.Source, recorded?.Program), recorded);
            }
            if (pageRead is not null)
                await pageRead(page);
        }
    }

    private static double Done(Walk walk, Position last) =>
        walk.Start.Timestamp.Year < 1900
            ? 0
            : (last.Timestamp - walk.Start.Timestamp) / (walk.Until - walk.Start.Timestamp);

    /// <summary>Notes what <see cref="ReadHeadersAsync"/> needs: the period of the runs, their test systems, and VTE's yield.</summary>
    private void See(Wsjf.WsjfReport report)
    {
        if (report.Kind != ReportKind.Run)
            return;
        var (first, last) = _starts ?? (report.Start, report.Start);
        _starts = (report.Start < first ? report.Start : first, report.Start > last ? report.Start : last);
        Orphans.SawSystem(report.MiscInfos.FirstOrDefault(i => i.Description == "source_system")?.Text ?? "");
        _yield?.AddVte(report);
    }

    private async Task ReadHeadersAsync(IWatsReader reader, CancellationToken stop)
    {
        if (_starts is not { } starts)
            return;
        var headers = new WatsHeaders(reader);
        // The period is wider than the runs found: VTE may no longer have the first or the last one.
        var from = _request.From.Year < 1900 ? starts.First : Earlier(starts.First, Instant(_request.From));
        var until = starts.Last > Instant(window.Until) ? starts.Last : Instant(window.Until);
        await foreach (var header in headers.ListAsync(from, until, stop))
            if (await Orphans.LookAsync(header, stop) || _yield?.IsOfPeriod(header.Id) == true)
                _yield?.AddWats(header);
        HeaderTrouble = headers.Trouble;
        if (headers.Trouble is null)
            Yields = _yield?.Rows();
    }

    private DateTimeOffset Instant(DateTime raw) => clock.Resolve(raw, null, null).Local;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async Task CompareAsync(CancellationToken stop)
    {
        IReadOnlyDictionary<Guid, ReportAnswer> answers = new Dictionary<Guid, ReportAnswer>();
        if (_wats is not null && _trouble is null)
        {
            var questions = _pending
                .Where(p => p.Report is not null)
                .Select(p => new ReportQuestion(p.Id, p.Report!.Value));
            (answers, _trouble) = await new ReportVerifier(_wats).AskAsync([.. questions], stop);
        }
        foreach (var compared in _pending)
        {
            var finding = _tally.Judge(compared, answers.TryGetValue(compared.Id, out var answer) ? answer : null);
            evidence?.Add(compared, finding);
        }
        _pending.Clear();
    }
}
