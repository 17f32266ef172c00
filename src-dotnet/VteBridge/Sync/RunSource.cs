using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>Test runs and their UUT reports.</summary>
internal sealed class RunSource(
    RunReader reader,
    int pageSize,
    ICensusReader census,
    KeylessReader keyless,
    Func<string, RunMapper> mapperOf,
    VteClock clock,
    VerdictCodes codes
) : IRowSource
{
    private readonly RunMapper _mapper = mapperOf(ProgramInfo.Version);

    public string Name => "runs";

    public ReportKind Kind => ReportKind.Run;

    public ICensusReader Census => census;

    public async Task<HeaderPage> ReadHeadersAsync(Position from, DateTime until, CancellationToken stop)
    {
        var page = await reader.ReadHeadersAsync(from, until, pageSize, stop);
        // If VTE has two different rows for one run, neither can be trusted: both are left out for a dead letter.
        var twice = await reader.DuplicatesAsync(page, stop);
        var ids = twice.Select(row => row.DeadLetterId).ToHashSet();
        return new HeaderPage(
            [
                .. page
                    .Headers.Where(run => !ids.Contains(run.Id))
                    .Select(Header)
                    .Concat(twice.Concat(page.Unreadable).DistinctBy(row => row.DeadLetterId).Select(Candidate.Of))
                    .OrderBy(c => c.Position.Timestamp),
            ],
            page.Next
        );
    }

    public async Task<IReadOnlyList<Candidate>> ReadDetailsAsync(
        IReadOnlyList<Candidate> wanted,
        bool areAdjacent,
        CancellationToken stop
    )
    {
        var runs = await reader.ReadDetailsAsync([.. wanted.Select(c => (TestRun)c.Facts!)], areAdjacent, stop);
        return [.. wanted.Zip(runs, WithDetails)];
    }

    public async Task<IReadOnlyList<Candidate>> ReadKeylessAsync(CancellationToken stop) =>
        [.. (await keyless.RunsAsync(stop)).Rows.Select(Candidate.Of)];

    public Task<(long Count, DateTime? First)> FutureAsync(DateTime from, CancellationToken stop) =>
        reader.AfterAsync(from, stop);

    public async Task<IReadOnlyList<Retest>> RetestsAsync(DateTime from, CancellationToken stop)
    {
        var counts = (await reader.RetestsAsync(from, Retest.Many, stop))
            .Where(c => c.Id is not null)
            .DistinctBy(c => c.Id)
            .ToDictionary(c => c.Id!.Value, c => c.Tests);
        var runs = counts.Count == 0 ? [] : (await reader.HeadersByIdAsync(counts.Keys, stop)).Headers;
        return
        [
            .. runs.Select(run => (Key: _mapper.StartKeyOf(run), Tests: counts[run.Id]))
                .Where(one => one.Key is not null)
                .GroupBy(
                    one => (one.Key!.SerialNumber, one.Key.PartNumber, one.Key.ProcessCode),
                    (unit, all) =>
                        new Retest(unit.SerialNumber, unit.PartNumber, unit.ProcessCode, all.Sum(a => a.Tests))
                )
                .Where(unit => unit.Tests >= Retest.Many)
                .OrderByDescending(unit => unit.Tests),
        ];
    }

    public Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop) => reader.TimestampOfAsync(id, stop);

    public StartKey? StartKeyOf(Candidate candidate) => _mapper.StartKeyOf((TestRun)candidate.Facts!);

    public Mapped Map(Candidate candidate, string? version = null) =>
        (version is null or "" || version == ProgramInfo.Version ? _mapper : mapperOf(version)).Map(
            (TestRun)candidate.Facts!,
            candidate.StartShift
        );

    private Candidate Header(TestRun run) =>
        new()
        {
            Id = run.Id,
            Kind = ReportKind.Run,
            Key = run.Id.ToString(),
            Position = Position.Of(run),
            HeaderFingerprint = Fingerprint.OfHeader(run),
            Facts = run,
            Start = clock.StartOf(run).Local,
            Serial = run.Uut?.Serial ?? run.Serial,
            Station = run.Testsystem?.Name ?? run.Hostname,
            Testplan = run.TestplanName ?? run.Testplan?.Name,
        };

    private Candidate WithDetails(Candidate header, TestRun run) =>
        header with
        {
            Facts = run,
            Fingerprint = Fingerprint.Of(run),
            IsComplete = run.Steps.Count > 0 && codes.OfResult(run.Result) is not null,
        };
}
