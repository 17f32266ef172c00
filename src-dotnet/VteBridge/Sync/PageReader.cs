using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>
/// Reads one walk page by page: headers, then the details of those that need them. Pages are read in order, by one caller at a
/// time. If the details of a page do not fit into its memory limit, the headers left over go to the next page.
/// </summary>
internal sealed class PageReader(Walk walk, StateStore? store)
{
    private readonly StartTimeCollisions _collisions = new();
    private readonly Queue<Candidate> _headers = new();

    /// <summary>Serial, part number and process of the units that were tested many times.</summary>
    private readonly HashSet<(string, string, int)> _retested =
    [
        .. (store?.Retests() ?? []).Select(unit => (unit.Serial, unit.PartNumber, unit.Process)),
    ];
    private Position? _next = walk.IsKeyless ? null : WarmUp(walk.Start);
    private bool _isKeylessDue = walk.IsKeyless;

    /// <summary>The next page; null after the last.</summary>
    /// <exception cref="VteFailure">VTE cannot be read now.</exception>
    public async Task<CandidatePage?> NextAsync(CancellationToken stop)
    {
        if (_isKeylessDue)
        {
            _isKeylessDue = false;
            foreach (var row in await walk.Source.ReadKeylessAsync(stop))
                if (walk.Only?.Contains(row.Id) != false)
                    _headers.Enqueue(row);
        }
        while (_headers.Count == 0)
        {
            if (_next is not { } from)
                return null;
            await ReadHeadersAsync(from, stop);
        }
        Candidate[] headers = [.. _headers];
        var known = store?.Find([.. headers.Select(h => h.Id)]) ?? new Dictionary<Guid, ReportRecord>();
        var wanted = headers.Where(h => Needs(h, known.GetValueOrDefault(h.Id))).ToList();
        var details = await ReadDetailsAsync(wanted, wanted.Count == headers.Length, stop);
        return new CandidatePage(
            [
                .. Take(details, wanted)
                    .Select(c => IsRetested(c, known.GetValueOrDefault(c.Id)) ? c.WithFlag(Flags.ManyTests) : c),
            ],
            known
        );
    }

    /// <summary>
    /// A walk begins a little before its first row, to learn which start times the rows just before have taken. A run then gets the
    /// same start time in every walk, wherever the walk begins.
    /// </summary>
    private static Position WarmUp(Position start) =>
        start.Id == "" && start.Timestamp - DateTime.MinValue > StartTimeCollisions.Reach
            ? Position.Before(start.Timestamp - StartTimeCollisions.Reach)
            : start;

    private async Task ReadHeadersAsync(Position from, CancellationToken stop)
    {
        var page = await walk.Source.ReadHeadersAsync(from, walk.Until, stop);
        if (page.Next == from)
            throw new VteFailure(
                $"VTE returned the same page of {walk.Source.Name} twice, at {from}. A view with several rows for one id, or a time column that the server rounds, may be the cause: check Vte:Tables and Vte:Columns."
            );
        _next = page.Next;
        foreach (var header in page.Candidates)
        {
            var placed = header.Unreadable is null
                ? header with
                {
                    StartShift = _collisions.ShiftOf(walk.Source.StartKeyOf(header)),
                }
                : header;
            // An unreadable row is kept even if it lies before the walk: its key may also be at an earlier time that no walk reaches any more.
            var isBefore = header.Unreadable is null && header.Position.Timestamp < walk.Start.Timestamp;
            if (!isBefore && walk.Only?.Contains(header.Id) != false)
                _headers.Enqueue(placed);
        }
    }

    private bool Needs(Candidate header, ReportRecord? known) =>
        header is { Unreadable: null, HasDetails: false }
        && (
            walk.RecordedUpTo is { } last
                ? DetailSelection.NeedsSecondLook(known, last)
                : DetailSelection.Needs(header, known, walk.AllDetails || walk.Force || store is null)
        );

    private async Task<Dictionary<Guid, Candidate>> ReadDetailsAsync(
        List<Candidate> wanted,
        bool areAdjacent,
        CancellationToken stop
    ) =>
        wanted.Count == 0
            ? []
            : (await walk.Source.ReadDetailsAsync(wanted, areAdjacent, stop)).ToDictionary(c => c.Id);

    private bool IsRetested(Candidate candidate, ReportRecord? known) =>
        known?.Flags.Contains(Flags.ManyTests) == true
        || _retested.Count > 0
            && candidate is { Unreadable: null, HasDetails: true }
            && walk.Source.StartKeyOf(candidate) is { } key
            && _retested.Contains((key.SerialNumber, key.PartNumber, key.ProcessCode));

    /// <summary>The headers up to the first one whose details did not fit; the rest stays for the next page.</summary>
    private IEnumerable<Candidate> Take(Dictionary<Guid, Candidate> details, List<Candidate> wanted)
    {
        var missing = wanted.Find(w => !details.ContainsKey(w.Id));
        while (_headers.TryPeek(out var header) && !ReferenceEquals(header, missing))
            yield return details.GetValueOrDefault(_headers.Dequeue().Id, header);
    }
}

/// <summary>
/// Reads the next page while the caller works on the current one, so that reading and delivering overlap. At most two pages are in
/// memory.
/// </summary>
internal sealed class PageReadAhead : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<CandidatePage?>> _read;
    private readonly CancellationTokenSource _stop;
    private Task<CandidatePage?> _next;

    public PageReadAhead(Func<CancellationToken, Task<CandidatePage?>> read, CancellationToken stop)
    {
        _read = read;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _next = Read();
    }

    /// <summary>The next page; null after the last.</summary>
    public async Task<CandidatePage?> NextAsync()
    {
        var page = await _next;
        if (page is not null)
            _next = Read();
        return page;
    }

    /// <summary>Waits until nothing is being read any more. If reading a page that nobody asked for fails, the failure is dropped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private Task<CandidatePage?> Read() => Task.Run(() => _read(_stop.Token), _stop.Token);
}
