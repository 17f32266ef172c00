using System.Buffers;
using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Benchmarks.Children;

/// <summary>Mapping and serialising on one thread: runs that are in memory become bytes in a buffer that is used again.</summary>
internal static class MappingAlone
{
    private const int Rounds = 10;

    public static async Task<Measured> RunAsync(ChildTask task)
    {
        await using var parts = Ours.Compose(task);
        var session = await parts.OpenAsync(default);
        var walk = new Walk(session.Sources[0], Position.Before(DateTime.MinValue), session.Window.Until);
        var reader = new PageReader(walk, null);
        var runs = new List<TestRun>();
        while (runs.Count < task.Runs && await reader.NextAsync(default) is { } page)
            runs.AddRange(page.Candidates.Select(c => c.Facts).OfType<TestRun>());
        var mapper = parts.Sync.RunMapper(ProgramInfo.Version);
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        return await Meter.RunAsync(() =>
        {
            long bytes = 0,
                steps = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var collisions = new StartTimeCollisions();
                foreach (var run in runs)
                {
                    buffer.ResetWrittenCount();
                    WsjfWriter.Write(
                        ((MappedReport)mapper.Map(run, collisions.ShiftOf(mapper.StartKeyOf(run)))).Report,
                        buffer
                    );
                    bytes += buffer.WrittenCount;
                    steps += run.Steps.Count;
                }
            }
            return Task.FromResult(new Work((long)Rounds * runs.Count, steps, bytes));
        });
    }
}
