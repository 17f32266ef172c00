using System.Buffers;
using VteBridge.Mapping;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

public class AllocationTests
{
    [Fact]
    public void Mapping_and_writing_an_ordinary_run_allocates_at_most_200_bytes_a_step()
    {
        const int steps = 40;
        const int rounds = 50;
        var mapper = Runs.Mapper();
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        var run = Runs.Ordinary with
        {
            Steps =
            [
                .. Enumerable
                    .Range(1, steps)
                    .Select(i =>
                        (
                            i % 8 == 0
                                ? Runs.Text(i, "Firmware", "v1.2.3")
                                : Runs.Number(i, $"Voltage {i}", 24.02 + i, 0, 99)
                        ) with
                        {
                            TestNumber = $"3.{i}",
                            Description = "At full load & 25 °C",
                        }
                    ),
            ],
        };
        // The first time fills what is kept from run to run.
        Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < rounds; i++)
            Once();
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (rounds * steps);

        Assert.InRange(each, 1, 200);

        void Once()
        {
            buffer.ResetWrittenCount();
            WsjfWriter.Write(((MappedReport)mapper.Map(run)).Report, buffer);
        }
    }
}
