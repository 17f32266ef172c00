using System.Buffers;
using VteBridge.Mapping;
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
        var reader = parts.Runs(await parts.SchemaAsync(default));
        var runs = new List<TestRun>();
        for (Position? from = Position.Before(DateTime.MinValue); from is { } position && runs.Count < task.Runs; )
        {
            var page = await reader.ReadAsync(position, DateTime.MaxValue, default);
            runs.AddRange(page.Runs);
            from = page.Next;
        }
        var mapper = parts.RunMapper;
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
