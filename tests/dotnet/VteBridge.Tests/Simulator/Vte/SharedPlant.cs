using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Simulator.Vte;

/// <summary>One small plant for tests that only read: three runs with five steps.</summary>
public sealed class SharedPlant : IAsyncLifetime
{
    public static readonly DateTime Start = new(2026, 3, 1, 8, 0, 0);

    internal TestPlant Plant { get; private set; } = null!;

    public static Guid Run(int number) => new($"00000000-0000-0000-0000-{number:D12}");

    public async ValueTask InitializeAsync()
    {
        Plant = await TestPlant.StartAsync();
        string[] run =
        [
            "Index_GUID",
            "Timestamp",
            "Result",
            "ExitCode",
            "TestTime",
            "Uut_GUID",
            "ProductName",
            "Info1",
        ];
        string[] step =
        [
            "Index_GUID",
            "TestStepNumber",
            "TestName",
            "TestUnits",
            "TestResult",
            "LowLimit",
            "HighLimit",
        ];
        Plant.Database.Insert([
            new("UutData", ["Uut_GUID", "Serial"], [Run(101), "SN-1"]),
            new("UutData", ["Uut_GUID", "Serial"], [Run(102), "SN-2"]),
            new("IndexData", run, [Run(1), Start, 1, 0, 12.5f, Run(101), "Amplifier", "first"]),
            new("IndexData", run, [Run(2), Start.AddMinutes(1), 0, null, null, Run(102), "amplifier", null]),
            new("IndexData", run, [Run(3), Start.AddMinutes(2), 1, 5, 3.25f, Run(999), "Filter ", ""]),
            new("TestDataNumeric", step, [Run(1), 1, "Voltage", "V", 5.01, 4.5, 5.5]),
            new("TestDataNumeric", step, [Run(1), 2, "Current", "A", 9.91E37, null, 2.0]),
            new("TestDataNumeric", step, [Run(2), 1, "Voltage", "V", -1.5, 4.5, 5.5]),
            new("TestDataNumeric", step, [Run(2), 2, "Current", "A", null, null, 2.0]),
            new("TestDataNumeric", step, [Run(3), 1, "Gain_10%", "dB", 0.0, null, null]),
        ]);
    }

    public ValueTask DisposeAsync() => Plant.DisposeAsync();
}
