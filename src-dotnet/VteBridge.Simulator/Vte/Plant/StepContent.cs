using System.Globalization;
using System.Text;

namespace VteBridge.Simulator.Vte.Plant;

/// <summary>What steps record that is neither a number nor a line of text.</summary>
internal static class StepContent
{
    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static byte[] BootLog(PlantRandom random) =>
        Bytes(
            $"[0.000] bootloader 1.9\r\n[0.{random.Between(210, 290)}] flash ok\r\n[1.{random.Between(100, 180)}] ready\r\n"
        );

    /// <summary>A charging curve as pairs of time and voltage, one per line, with a head line.</summary>
    internal static byte[] Waveform(PlantRandom random)
    {
        var csv = new StringBuilder("Time;Voltage\r\n");
        var end = 4.9 + 0.2 * random.Fraction();
        var level = 0.0;
        for (var i = 0; i < 50; i++, level += (end - level) * 0.1)
            csv.Append(CultureInfo.InvariantCulture, $"{Math.Round(i * 0.02, 2)};{Math.Round(level, 4)}\r\n");
        return Bytes(csv.ToString());
    }
}
