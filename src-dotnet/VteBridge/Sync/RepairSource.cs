using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Sql;

namespace VteBridge.Sync;

/// <summary>Repairs and their UUR reports.</summary>
internal sealed class RepairSource(
    RepairReader reader,
    ICensusReader census,
    KeylessReader keyless,
    Func<string, RepairMapper> mapperOf
) : IRowSource
{
    private readonly RepairMapper _mapper = mapperOf(ProgramInfo.Version);

    public string Name => "repairs";

    public ReportKind Kind => ReportKind.Repair;

    public ICensusReader Census => census;

    /// <summary>
    /// Reads the actions too, because they are few and show a change as well as the repair's own row, and the headers of the runs,
    /// because start times are told apart by them.
    /// </summary>
    public async Task<HeaderPage> ReadHeadersAsync(Position from, DateTime until, CancellationToken stop)
    {
        var page = await reader.ReadHeadersAsync(from, until, IdList.Length, stop);
        var repairs = await reader.WithActionsAsync(page.Headers, stop);
        return new HeaderPage(
            [.. repairs.Select(Header).Concat(page.Unreadable.Select(Candidate.Of)).OrderBy(c => c.Position.Timestamp)],
            page.Next
        );
    }

    public async Task<IReadOnlyList<Candidate>> ReadDetailsAsync(
        IReadOnlyList<Candidate> wanted,
        bool areAdjacent,
        CancellationToken stop
    )
    {
        var repairs = await reader.ReadDetailsAsync([.. wanted.Select(c => (Repair)c.Facts!)], stop);
        return [.. wanted.Zip(repairs, (c, repair) => c with { Facts = repair, Fingerprint = Fingerprint.Of(repair) })];
    }

    public async Task<IReadOnlyList<Candidate>> ReadKeylessAsync(CancellationToken stop) =>
        [.. (await keyless.RepairsAsync(stop)).Rows.Select(Candidate.Of)];

    /// <summary>Repairs are not counted: a wrong clock already shows in the runs, which come before their repairs.</summary>
    public Task<(long Count, DateTime? First)> FutureAsync(DateTime from, CancellationToken stop) =>
        Task.FromResult<(long, DateTime?)>((0, null));

    public Task<IReadOnlyList<Retest>> RetestsAsync(DateTime from, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<Retest>>([]);

    public Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop) => reader.TimeOfAsync(id, stop);

    public StartKey? StartKeyOf(Candidate candidate) => _mapper.StartKeyOf((Repair)candidate.Facts!);

    public Mapped Map(Candidate candidate, string? version = null) =>
        (version is null or "" || version == ProgramInfo.Version ? _mapper : mapperOf(version)).Map(
            (Repair)candidate.Facts!,
            candidate.StartShift
        );

    private Candidate Header(Repair repair) =>
        new()
        {
            Id = repair.ReportId(),
            Kind = ReportKind.Repair,
            Key = repair.Id,
            Position = repair.Position,
            HeaderFingerprint = Fingerprint.Of(repair),
            Facts = repair,
            Start = _mapper.StartKeyOf(repair)?.Start ?? default,
            Serial = repair.UutSerial ?? repair.Run?.Uut?.Serial ?? repair.Run?.Serial,
            Station = repair.Run?.Testsystem?.Name ?? repair.Run?.Hostname,
            Testplan = repair.Run?.TestplanName ?? repair.Run?.Testplan?.Name,
        };
}
