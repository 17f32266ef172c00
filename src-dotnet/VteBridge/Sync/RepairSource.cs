using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>Repairs and their UUR reports.</summary>
internal sealed class RepairSource(RepairReader reader, RepairMapper mapper) : ISource
{
    private StartTimeCollisions _collisions = new();
    private RunUp _runUp = new();
    private Window _window = null!;

    public string Name => SourceNames.Repairs;

    public void Begin(Window window)
    {
        _window = window;
        _collisions = new StartTimeCollisions();
        _runUp = new RunUp();
    }

    public Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop) => reader.TimeOfAsync(id, stop);

    /// <summary>Not counted: a repair is entered after its run, whose own count tells of a wrong clock.</summary>
    public Task<(long Count, DateTime? First)> FutureAsync(CancellationToken stop) =>
        Task.FromResult<(long, DateTime?)>((0, null));

    public async Task<CandidatePage> ReadAsync(Position from, CancellationToken stop)
    {
        var page = await reader.ReadAsync(_runUp.From(from), _window.Until, stop);
        return _runUp.Page(page.Repairs, r => r.Position, r => Candidate(r.Position, r.Repair), page.Next);
    }

    private Candidate Candidate(Position position, Repair repair)
    {
        var mapped = mapper.Map(repair, _collisions.ShiftOf(mapper.StartKeyOf(repair)));
        var content = mapped is MappedReport report ? WsjfWriter.ToUtf8(report.Report) : default;
        var holdBack =
            mapped is MappedReport { Report.Start: var start } && start > _window.Settled
                ? $"it was made at {start:yyyy-MM-dd HH:mm:ss zzz}, which is not past yet"
                : null;
        return new Candidate(
            RepairMapper.IdOf(repair.Id).ToString(),
            "R",
            repair.Id,
            position,
            holdBack,
            null,
            mapped,
            content,
            repair.UutSerial ?? repair.Run?.Uut?.Serial ?? repair.Run?.Serial,
            repair.Run?.Testsystem?.Name ?? repair.Run?.Hostname,
            repair.Run?.TestplanName ?? repair.Run?.Testplan?.Name,
            repair
        );
    }
}
