using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>A source whose reading is slowed down by a <see cref="Pace"/>.</summary>
internal sealed class PacedSource(IRowSource source, Pace pace) : IRowSource
{
    public string Name => source.Name;

    public ReportKind Kind => source.Kind;

    public ICensusReader Census { get; } = new PacedCensus(source.Census, pace);

    public Task<HeaderPage> ReadHeadersAsync(Position from, DateTime until, CancellationToken stop) =>
        pace.ReadAsync(() => source.ReadHeadersAsync(from, until, stop), page => page.Candidates.Count, stop);

    /// <summary>Counts no runs, because they were counted with the headers.</summary>
    public Task<IReadOnlyList<Candidate>> ReadDetailsAsync(
        IReadOnlyList<Candidate> wanted,
        bool areAdjacent,
        CancellationToken stop
    ) => pace.ReadAsync(() => source.ReadDetailsAsync(wanted, areAdjacent, stop), _ => 0, stop);

    public Task<IReadOnlyList<Candidate>> ReadKeylessAsync(CancellationToken stop) => source.ReadKeylessAsync(stop);

    public Task<(long Count, DateTime? First)> FutureAsync(DateTime from, CancellationToken stop) =>
        source.FutureAsync(from, stop);

    public Task<IReadOnlyList<Retest>> RetestsAsync(DateTime from, CancellationToken stop) =>
        pace.ReadAsync(() => source.RetestsAsync(from, stop), _ => 0, stop);

    public Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop) => source.TimeOfAsync(id, stop);

    public StartKey? StartKeyOf(Candidate candidate) => source.StartKeyOf(candidate);

    public Mapped Map(Candidate candidate, string? version = null) => source.Map(candidate, version);
}

/// <summary>A census whose reading is slowed down by a <see cref="Pace"/>.</summary>
internal sealed class PacedCensus(ICensusReader census, Pace pace) : ICensusReader
{
    public Task<IReadOnlyList<DayCount>> CountByDayAsync(DateTime from, CancellationToken stop) =>
        pace.ReadAsync(() => census.CountByDayAsync(from, stop), _ => 0, stop);

    public Task<IReadOnlyList<DayAggregate>?> AggregateByDayAsync(
        DateTime from,
        DateTime until,
        CancellationToken stop
    ) => pace.ReadAsync(() => census.AggregateByDayAsync(from, until, stop), _ => 0, stop);

    public Task<IReadOnlyList<Slice>?> SlicesAsync(
        DateTime from,
        DateTime until,
        int minutes,
        CancellationToken stop
    ) => pace.ReadAsync(() => census.SlicesAsync(from, until, minutes, stop), _ => 0, stop);
}
