using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Reconcile;

/// <summary>A report whose run VTE does not have.</summary>
internal sealed record Orphan(Guid Id, string What);

/// <summary>
/// Finds delivered reports whose run or repair VTE no longer has, and test reports in WATS that came from this VTE database but that
/// neither VTE nor the state store knows. Follows the reading of VTE in order, so only one page of ids is in memory.
/// </summary>
internal sealed class OrphanSearch(StateStore store, IReadOnlyList<IRowSource> sources)
{
    /// <summary>Each id is looked up in VTE by a statement of its own. Orphans beyond this number are counted without that.</summary>
    private const int MostAsked = 1_000;

    private readonly Dictionary<Guid, DateTime> _seen = [];
    private readonly HashSet<string> _systems = [];
    private readonly List<Orphan> _found = [];
    private DateTime _from;

    public int Count { get; private set; }

    /// <summary>The first thousand orphans.</summary>
    public IReadOnlyList<Orphan> Found => _found;

    /// <summary>Starts with a new source, which is read from this raw time on.</summary>
    public void Begin(DateTime from)
    {
        _seen.Clear();
        _from = from;
    }

    public void Saw(Candidate candidate) => _seen[candidate.Id] = candidate.Position.Timestamp;

    public void SawSystem(string system) => _systems.Add(system);

    /// <summary>Searches up to this raw time; every row of VTE before it must have been seen.</summary>
    public async Task ThroughAsync(IRowSource source, DateTime until, CancellationToken stop)
    {
        if (until <= _from)
            return;
        foreach (var report in store.Reports(_from, until))
            if (
                report.Kind == source.Kind
                && report.Outcome is Outcome.Accepted or Outcome.Queued
                && !_seen.ContainsKey(report.Id)
                && !await HasAsync(report.Id, stop)
            )
                Add(
                    report.Id,
                    $"{(source.Kind == ReportKind.Run ? "run" : "repair")} of {report.Timestamp:yyyy-MM-dd HH:mm:ss}: {report.Outcome}, but VTE no longer has it"
                );
        foreach (var (id, _) in _seen.Where(s => s.Value < until).ToList())
            _seen.Remove(id);
        _from = until;
    }

    /// <summary>Looks at a report that WATS has.</summary>
    /// <returns>True if neither VTE nor the state store knows the report although its test system is one of this database.</returns>
    public async Task<bool> LookAsync(WatsHeader header, CancellationToken stop)
    {
        if (!_systems.Contains(header.Key) || store.Find(header.Id) is not null || await HasAsync(header.Id, stop))
            return false;
        Add(
            header.Id,
            $"serial {header.Serial}, started {header.Start:u}: in WATS with source VTE, but neither in VTE nor in the state store"
        );
        return true;
    }

    private void Add(Guid id, string what)
    {
        Count++;
        if (_found.Count < MostAsked)
            _found.Add(new Orphan(id, what));
    }

    /// <summary>Whether VTE has the run or repair under another time.</summary>
    private async Task<bool> HasAsync(Guid id, CancellationToken stop)
    {
        if (Count >= MostAsked)
            return false;
        foreach (var source in sources)
            if (await source.TimeOfAsync(id, stop) is not null)
                return true;
        return false;
    }
}
