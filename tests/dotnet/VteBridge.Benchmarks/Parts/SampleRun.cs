using VteBridge.Vte;

namespace VteBridge.Benchmarks.Parts;

/// <summary>An ordinary run in memory: of five steps four are numbers and one is a text.</summary>
internal static class SampleRun
{
    public static TestRun Of(int steps) =>
        new()
        {
            Id = new Guid("6f1c4a52-0d53-4a8e-9a0e-0c1f5b7d2a31"),
            Timestamp = new DateTime(2026, 3, 2, 10, 15, 0),
            Result = "1",
            ExitCode = "0",
            TestTime = 42.5,
            Hostname = "STATION-07",
            Site = "Oslo",
            UserName = "operator",
            TestplanName = "Final test",
            TestplanRevision = "1.4",
            Uut = new("SN-000123", "B", "LOT-9"),
            Product = new("Amplifier", "AMP", "2", "PN-4711", null),
            Steps = [.. Enumerable.Range(1, steps).Select(Step)],
        };

    private static TestStep Step(int number) =>
        number % 5 == 0
            ? new TestStep
            {
                Kind = StepKind.Text,
                Number = number,
                Name = $"Firmware {number}",
                TestNumber = $"2.{number}",
                ResultType = "1",
                Text = "v1.2.3",
            }
            : new TestStep
            {
                Kind = StepKind.Numeric,
                Number = number,
                Name = $"Gain {number}",
                Description = "Gain at 1 kHz",
                TestNumber = $"1.{number}",
                Units = "dB",
                ResultType = "1",
                Value = 10 + number / 7.0,
                LowLimit = 5,
                HighLimit = 25,
            };
}
