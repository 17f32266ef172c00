using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>Test runs and their UUT reports.</summary>
internal sealed class RunSource(RunReader reader, RunMapper mapper, VteClock clock, Completeness completeness) : ISource
{
    private StartTimeCollisions _collisions = new();
    private RunUp _runUp = new();
    private Window _window = null!;

    public string Name => SourceNames.Runs;

    public void Begin(Window window)
    {
        _window = window;
        _collisions = new StartTimeCollisions();
        _runUp = new RunUp();
    }

    public Task<(long Count, DateTime? First)> FutureAsync(CancellationToken stop) =>
        reader.AfterAsync(_window.Future, stop);

    public async Task<CandidatePage> ReadAsync(Position from, CancellationToken stop)
    {
        var page = await reader.ReadAsync(_runUp.From(from), _window.Until, stop);
        return _runUp.Page(page.Runs, RunReader.PositionOf, Candidate, page.Next);
    }

    private Candidate Candidate(TestRun run)
    {
        var mapped = mapper.Map(run, _collisions.ShiftOf(mapper.StartKeyOf(run)));
        var start = clock.StartOf(run).Local;
        var content = mapped is MappedReport report ? WsjfWriter.ToUtf8(report.Report) : default;
        return new Candidate(
            run.Id.ToString(),
            "T",
            run.Id.ToString(),
            RunReader.PositionOf(run),
            completeness.Defer(run, start, _window),
            completeness.DeferIfChanged(start, _window),
            mapped,
            content,
            run.Uut?.Serial ?? run.Serial,
            run.Testsystem?.Name ?? run.Hostname,
            run.TestplanName ?? run.Testplan?.Name,
            run
        );
    }
}
