using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Sql;

namespace VteBridge.Sync;

/// <summary>Repairs and their UUR reports.</summary>
internal sealed class RepairSource(
    RepairReader reader,
    CensusReader census,
    KeylessReader keyless,
    Func<string, RepairMapper> mapperOf
) : IRowSource
{
    private readonly RepairMapper _mapper = mapperOf(ProgramInfo.Version);

    public string Name => "repairs";

    public ReportKind Kind => ReportKind.Repair;

    /// <summary>Repairs are few, and their starts depend on the runs they belong to: they are read whole at once.</summary>
    public async Task<HeaderPage> ReadHeadersAsync(Position from, DateTime until, CancellationToken stop)
    {
        var page = await reader.ReadHeadersAsync(from, until, IdList.Length, stop);
        var repairs = await reader.ReadDetailsAsync(page.Headers, stop);
        return new HeaderPage(
            [
                .. repairs
                    .Select(WithDetails)
                    .Concat(page.Unreadable.Select(Candidate.Of))
                    .OrderBy(c => c.Position.Timestamp),
            ],
            page.Next
        );
    }

    public Task<IReadOnlyList<Candidate>> ReadDetailsAsync(
        IReadOnlyList<Candidate> wanted,
        bool areAdjacent,
        CancellationToken stop
    ) => Task.FromResult(wanted);

    public async Task<IReadOnlyList<Candidate>> ReadKeylessAsync(CancellationToken stop) =>
        [.. (await keyless.RepairsAsync(stop)).Rows.Select(Candidate.Of)];

    /// <summary>Not counted: a repair is entered after its run, whose own count tells of a wrong clock.</summary>
    public Task<(long Count, DateTime? First)> FutureAsync(DateTime from, CancellationToken stop) =>
        Task.FromResult<(long, DateTime?)>((0, null));

    public Task<IReadOnlyList<DayCount>> CountByDayAsync(DateTime from, CancellationToken stop) =>
        census.CountByDayAsync(from, stop);

    public Task<IReadOnlyList<DayAggregate>?> AggregateByDayAsync(
        DateTime from,
        DateTime until,
        CancellationToken stop
    ) => census.AggregateByDayAsync(from, until, stop);

    public Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop) => reader.TimeOfAsync(id, stop);

    public StartKey? StartKeyOf(Candidate candidate) => _mapper.StartKeyOf((Repair)candidate.Facts!);

    public Mapped Map(Candidate candidate, string? version = null) =>
        (version is null or "" || version == ProgramInfo.Version ? _mapper : mapperOf(version)).Map(
            (Repair)candidate.Facts!,
            candidate.StartShift
        );

    private Candidate WithDetails(Repair repair) =>
        new()
        {
            Id = RepairMapper.IdOf(repair.Id),
            Kind = ReportKind.Repair,
            Key = repair.Id,
            Position = repair.Position,
            HeaderFingerprint = Fingerprint.OfHeader(repair),
            Fingerprint = Fingerprint.Of(repair),
            Facts = repair,
            Start = _mapper.StartKeyOf(repair)?.Start ?? default,
            Serial = repair.UutSerial ?? repair.Run?.Uut?.Serial ?? repair.Run?.Serial,
            Station = repair.Run?.Testsystem?.Name ?? repair.Run?.Hostname,
            Testplan = repair.Run?.TestplanName ?? repair.Run?.Testplan?.Name,
        };
}
