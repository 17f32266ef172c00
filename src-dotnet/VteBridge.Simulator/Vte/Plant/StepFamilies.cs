namespace VteBridge.Simulator.Vte.Plant;

/// <summary>The measurements of the plant. Each family has limits of every kind: two-sided, low, high and none.</summary>
internal static class StepFamilies
{
    internal static readonly StepFamily InCircuit = new(
        [
            StepShape.Text("Fixture Identification", _ => "FX-ICT-12"),
            new("Fixture Contact Resistance", "Ω", 0.35, null, 1.5, 3) { Description = "Worst of all test points" },
            StepShape.Other("Board Picture", _ => TinyFiles.Png),
        ],
        [
            new("101", 1),
            new("102", 2.2),
            new("117", 4.7),
            new("120", 10),
            new("204", 22),
            new("231", 47),
            new("305", 100),
        ],
        [
            new("R{0} Resistance", "kΩ", 1, 0.95, 1.05, 4) { Relative = true, Description = "4-wire, guarded" },
            new("C{0} Capacitance", "nF", 10, 8, 12, 3) { Relative = true },
            new("L{0} Inductance", "µH", 2.2, 1.76, 2.64, 3) { Relative = true },
            new("D{0} Forward Voltage", "V", 0.62, 0.45, 0.75, 4) { Description = "At 1 mA" },
            new("Q{0} Saturation Voltage", "mV", 85, null, 250, 1),
            new("NET{0} Isolation", "MΩ", 480, 10, null, 1) { Description = "To all other nets, 10 V" },
            new("U{0} Junction Temperature", "°C", 27, null, null, 1),
        ]
    );

    internal static readonly StepFamily Functional = new(
        [
            StepShape.Text("Firmware Version", _ => "4.2.1"),
            StepShape.Text(
                "MAC Address",
                random => $"00:1B:C5:{random.Below(256):X2}:{random.Below(256):X2}:{random.Below(256):X2}"
            ),
            new("Ambient Temperature", "°C", 23.5, null, null, 1),
            StepShape.Other("Boot Log", StepContent.BootLog),
            new("Input Current, Idle", "mA", 82, 60, 105, 2) { Description = "24 V in, outputs off" },
        ],
        [new("+3V3", 3.3), new("+5V0", 5), new("+12V", 12), new("-12V", -12), new("+1V8", 1.8), new("VREF", 2.048)],
        [
            new("{0} Output Voltage", "V", 1, 0.97, 1.03, 4) { Relative = true, Description = "At nominal load" },
            new("{0} Ripple", "mVpp", 12, null, 50, 2) { Description = "20 MHz bandwidth" },
            new("{0} Supply Current", "mA", 145, 110, 180, 2),
            new("{0} Load Regulation", "%", 0.4, null, 1.5, 3) { Description = "10 % to 90 % load" },
            new("{0} Efficiency", "%", 91, 85, null, 2),
            StepShape.Text("{0} Power Good", _ => "HIGH"),
            new("{0} Start-up Time", "ms", 8.5, 4, 15, 2),
            StepShape.Other("{0} Start-up Waveform", StepContent.Waveform),
            new("{0} Regulator Temperature", "°C", 41, null, null, 1),
        ]
    );

    internal static readonly StepFamily Radio = new(
        [
            StepShape.Text("Radio Firmware", _ => "RF 2.8.0"),
            new("Crystal Frequency Error", "ppm", 0.6, -10, 10, 3),
            new("Transmit Current", "mA", 38, null, 55, 2),
        ],
        [
            new("868.1 MHz", 868.1),
            new("868.3 MHz", 868.3),
            new("869.5 MHz", 869.5),
            new("915.0 MHz", 915),
            new("923.3 MHz", 923.3),
        ],
        [
            new("Output Power {0}", "dBm", 13.6, 12, 15, 2),
            new("Spurious Emission {0}", "dBm", -58, null, -36, 1) { Description = "Second harmonic" },
            new("Sensitivity {0}", "dBm", -121, null, -115, 1),
            new("Carrier Frequency {0}", "MHz", 1, 0.99999, 1.00001, 6) { Relative = true },
            new("Packet Success {0}", "%", 99.6, 98, null, 1),
            StepShape.Other("Spectrum {0}", StepContent.Waveform),
            StepShape.Text("Modulation {0}", _ => "GFSK"),
            new("Noise Floor {0}", "dBm", -131, null, null, 1),
        ]
    );

    internal static readonly StepFamily Safety = new(
        [
            StepShape.Text("Type Plate", _ => "CS-22 IP54"),
            StepShape.Other("Operator Remark", _ => StepContent.Bytes("Cover closed, torque checked")),
            new("Cabinet Temperature", "°C", 24, null, null, 1),
        ],
        [new("L1", 230), new("L2", 230), new("L3", 230)],
        [
            new("Insulation Resistance {0}", "MΩ", 950, 100, null, 0) { Description = "1000 V DC, 60 s" },
            new("Leakage Current {0}", "mA", 0.8, null, 3.5, 3) { Description = "110 % of rated voltage" },
            new("Ground Bond {0}", "mΩ", 42, null, 100, 1) { Description = "25 A" },
            new("Voltage {0}", "V", 1, 0.9, 1.1, 2) { Relative = true },
        ]
    );

    internal static readonly StepFamily SelfTest = new(
        [StepShape.Text("Instrument Identification", _ => "Keysight Technologies,34465A,MY59001234,A.03.02")],
        [new("34465A", 1), new("N6705C", 1), new("34980A", 1)],
        [
            new("{0} Reference Voltage", "V", 10, 9.9995, 10.0005, 5)
            {
                Description = "Against the built-in reference",
            },
            new("{0} Offset Voltage", "µV", 0.4, -5, 5, 3),
            new("{0} Relay Resistance", "mΩ", 55, null, 120, 2),
            new("{0} Self-Test Errors", "", 0, null, 0.5, 0),
            new("{0} Internal Temperature", "°C", 36, null, null, 1),
        ]
    );
}
