using System.Security.Cryptography;
using System.Text;
using VteBridge.Mapping;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Wsjf;

namespace VteBridge.Sync;

/// <summary>Test runs and their UUT reports.</summary>
internal sealed class RunSource(RunReader reader, RunMapper mapper, VteClock clock, Completeness completeness) : ISource
{
    private Twins _twins = new();
    private Window _window = null!;

    public string Name => "runs";

    public void Begin(Window window)
    {
        _window = window;
        _twins = new Twins();
    }

    public async Task<CandidatePage> ReadAsync(Position from, CancellationToken stop)
    {
        var page = await reader.ReadAsync(from, _window.Until, stop);
        var last = page.Runs.Count > 0 ? RunReader.PositionOf(page.Runs[^1]) : (Position?)null;
        return new CandidatePage([.. page.Runs.Select(Candidate)], last, page.Next);
    }

    public Candidate Candidate(TestRun run)
    {
        var mapped = mapper.Map(run, _twins);
        var content = mapped is MappedReport report ? WsjfWriter.ToUtf8(report.Report) : [];
        return new Candidate(
            run.Id.ToString(),
            "T",
            run.Id.ToString(),
            RunReader.PositionOf(run),
            completeness.HoldBack(run, clock.StartOf(run).Local, _window),
            mapped,
            content,
            Hash(mapped, content),
            run.Uut?.Serial ?? run.Serial,
            run.Testsystem?.Name ?? run.Hostname,
            run.TestplanName ?? run.Testplan?.Name
        );
    }

    /// <summary>What a later pass compares with, to see whether anything has changed.</summary>
    public static string Hash(Mapped mapped, ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(
            mapped switch
            {
                MappingProblem problem => SHA256.HashData(Encoding.UTF8.GetBytes(problem.What)),
                LeftOut leftOut => SHA256.HashData(Encoding.UTF8.GetBytes(leftOut.Why)),
                _ => SHA256.HashData(content),
            }
        );
}
