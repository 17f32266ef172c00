using System.Security.Cryptography;
using System.Text;
using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Vte;

namespace VteBridge.Tests.Mapping;

/// <summary>One run or repair for each kind of report, by the name of its approved file.</summary>
internal static class GoldenRuns
{
    private static readonly MappingOptions Configured = Runs.Options with
    {
        Codes = new MappingCodes { ExitCode = new Dictionary<string, string> { ["2"] = "Aborted" } },
        ExitCodeTexts = new Dictionary<string, string> { ["2"] = "Stopped by the operator" },
        RepairCodes = new MappingRepairCodes
        {
            FailureCode = new Dictionary<string, MappingRepairCode>
            {
                ["12"] = new() { Category = "Component", Code = "Burned Component" },
            },
        },
    };

    private static readonly MappingOptions Lenient = Runs.Options with
    {
        MissingSerial = MissingPolicy.Placeholder,
        ReservedCharacters = ReservedCharacterPolicy.Replace,
    };

    public static IReadOnlyDictionary<string, Func<Mapped>> All { get; } =
        new Dictionary<string, Func<Mapped>>
        {
            ["passed"] = () => Map(Runs.Ordinary with { Info1 = "Fixture 7", Steps = Ordinary }),
            ["failed"] = () =>
                Map(
                    Runs.Ordinary with
                    {
                        Result = "0",
                        Steps = [.. Ordinary, Runs.Number(9, "Ripple", 0.31, null, 0.2)],
                    }
                ),
            ["failed-without-failed-step"] = () => Map(Runs.Ordinary with { Result = "0", Steps = Ordinary }),
            ["terminated"] = () =>
                Map(Runs.Ordinary with { Result = "0", ExitCode = "2", Steps = Ordinary }, Configured),
            ["unknown-codes"] = () =>
                Map(
                    Runs.Ordinary with
                    {
                        Result = "7",
                        ExitCode = "99",
                        Steps = [Runs.Number(1, "V", 1, 0, 2, code: "8")],
                    }
                ),
            ["no-steps"] = () => Map(Runs.Ordinary with { Steps = [] }),
            ["every-limit"] = () => Map(Runs.Ordinary with { Steps = EveryLimit }),
            ["several-rows-of-one-step"] = () => Map(Runs.Ordinary with { Steps = Several }),
            ["grouped-by-test-number"] = () =>
                Map(Runs.Ordinary with { Steps = Numbered }, Runs.Options with { GroupBy = StepGrouping.TestNumber }),
            ["other-content"] = () => Map(Runs.Ordinary with { Steps = Contents }),
            ["odd-text"] = () => Map(Runs.Ordinary with { Info2 = new string('i', 120), Steps = OddText }),
            ["assemblies-history-components"] = () => Map(Built, Runs.Options with { ComponentsAsAssets = true }),
            ["start-moved-in-repeated-hour"] = Moved,
            ["placeholder-and-reserved"] = () =>
                Map(Runs.Ordinary with { Uut = null, Product = new Product(null, null, null, "A/B*", null) }, Lenient),
            ["repair"] = () => Map(Repairs.Ordinary, Configured),
            ["repair-unmapped-without-guid"] = () =>
                Map(
                    Repairs.Ordinary with
                    {
                        Id = "R-17",
                        FailureCode = "77",
                        StepNumber = null,
                        Syndromes = [],
                    },
                    Configured
                ),
        };

    private static TestStep[] Ordinary =>
        [
            Runs.Number(1, "Input current", 0.42, 0.1, 0.5, units: "A", test: "1.1", description: "At no load"),
            Runs.Number(2, "Output voltage", 24.02, 23.5, 24.5),
            Runs.Number(3, "Temperature", 24.6, units: "°C"),
            Runs.Text(4, "Firmware", "v1.2.3-b77"),
            Runs.Text(5, "Operator's remark", "none", null),
            Runs.Other(6, "Visual inspection", null),
        ];

    private static TestStep[] EveryLimit =>
        [
            Runs.Number(1, "Two limits", 1, 0, 2),
            Runs.Number(2, "From below", 1, 1),
            Runs.Number(3, "From above", 1, null, 1),
            Runs.Number(4, "Equal", 1, 1, 1),
            Runs.Number(5, "None", 1),
            Runs.Number(6, "None, as SCPI says it", 1, -9.9E37, 9.9E37),
            Runs.Number(7, "Reversed, with a code", 1, 2, 0, code: "1"),
            Runs.Number(8, "Reversed, without", 1, 2, 0),
            Runs.Number(9, "Infinity", 9.9E37, 0, double.MaxValue),
            Runs.Number(10, "Missing", null, 0, 2),
            Runs.Number(11, "Tiny and long", 0.1 + 0.2, -1e-300, 1e300),
        ];

    private static TestStep[] Several =>
        [
            Runs.Number(1, "Gain 1 kHz", 1, 0, 2),
            Runs.Number(1, "Gain 10 kHz", 1.1, 0, 2, description: "At -3 dB"),
            Runs.Text(2, "Label", "A"),
            Runs.Text(2, "Label", "B"),
            Runs.Number(3, "Supply", 5, 4, 6),
            Runs.Text(3, "Supply", "stable"),
            Runs.Other(4, "Lamp", null),
            Runs.Other(4, "Fan", null),
        ];

    private static TestStep[] Numbered =>
        [
            Runs.Number(1, "Rail", 3.3, 3, 4, test: "3.1.1"),
            Runs.Number(2, "Rail ripple", 0.1, 0, 1, test: "3.1.2"),
            Runs.Number(3, "Load", 1, 0, 2, test: "3.2.1"),
            Runs.Text(4, "Version", "x", test: "4"),
        ];

    private static TestStep[] Contents =>
        [
            Runs.Other(1, "Log", Whole("Line 1 äöü\nLine 2 <ok>"u8.ToArray())),
            Runs.Other(2, "Ramp", Whole("t;U\n0;0\n0,5;1,25\n1;2,5\n"u8.ToArray()), units: "V"),
            Runs.Other(
                3,
                "Screen",
                Whole([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
            ),
            Runs.Other(4, "Raw", Whole([0, 1, 2, 3, 0xFE, 0xFF]), null),
            Runs.Other(5, "Too big", new Blob(new byte[Blob.Kept], 5_242_880, new string('a', 64))),
            Runs.Other(6, "Empty", Whole([])),
        ];

    private static TestStep[] OddText =>
        [
            Runs.Text(1, "Ω µ å 日本 العربية 😀", "👨‍👩‍👧 \u0001 \uD83D end"),
            Runs.Text(
                2,
                new string('n', 99) + "😀 and on",
                "<b>bold</b> & \"quoted\" 'text'\nsecond line" + new string('.', 80)
            ),
            Runs.Number(3, "Units", 1, units: "Newton metres per second squared"),
        ];

    private static TestRun Built =>
        Runs.Ordinary with
        {
            Assemblies =
            [
                new AssemblyPart(1, null, "PCBA", "PCB-100", "PCB-1", "C"),
                new AssemblyPart(1, null, "Cable", "CAB-5", null, "A"),
                new AssemblyPart(2, "PCB-1", "IC", "IC-9", "IC-77", null),
            ],
            Components = [new TestsystemComponent("DMM", "34465A", "MY1", new DateTime(2024, 1, 31), "365")],
            History = [new UutEvent(new DateTime(2024, 5, 1, 8, 0, 0), "Renamed", "SN-OLD")],
        };

    private static Mapped Moved()
    {
        var mapper = Runs.Mapper();
        var collisions = new StartTimeCollisions();
        var run = Runs.Ordinary with { Timestamp = new DateTime(2024, 10, 27, 2, 30, 0) };
        collisions.ShiftOf(mapper.StartKeyOf(run with { Id = Guid.Empty }));
        return mapper.Map(run, collisions.ShiftOf(mapper.StartKeyOf(run)));
    }

    private static Mapped Map(TestRun run, MappingOptions? options = null) => Runs.Mapper(options).Map(run);

    private static Mapped Map(Repair repair, MappingOptions options) =>
        new RepairMapper(options, new VteClock(Runs.Vte), "1.2.3").Map(repair);

    private static Blob Whole(byte[] bytes) =>
        new(bytes, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
}
