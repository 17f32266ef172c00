using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace VteBridge.Wsjf;

/// <summary>
/// Writes limits. They are the same in every run of a testplan, and working out the shortest digits of a number is the most
/// of what writing it costs: here they are worked out once. The bytes are those that the framework's writer would write.
/// </summary>
internal static class LimitDigits
{
    /// <summary>
    /// As many as <see cref="PlaceBits"/> can name: the limits of some twenty testplans, in 80 KB for each thread that writes
    /// reports. A limit that falls on the place of another takes it over.
    /// </summary>
    private const int Places = 1 << PlaceBits;
    private const int PlaceBits = 11;

    [ThreadStatic]
    private static Digits[]? _known;

    /// <param name="limit">Finite.</param>
    public static void Write(Utf8JsonWriter json, JsonEncodedText name, double limit)
    {
        var bits = BitConverter.DoubleToUInt64Bits(limit);
        ref var known = ref (_known ??= new Digits[Places])[(int)((bits * 0x9E3779B97F4A7C15) >> (64 - PlaceBits))];
        if (known.Length == 0 || known.Bits != bits)
        {
            known.Bits = bits;
            Utf8Formatter.TryFormat(limit, known.Text, out known.Length);
        }
        json.WritePropertyName(name);
        json.WriteRawValue(known.Text[..known.Length], skipInputValidation: true);
    }

    private struct Digits
    {
        public ulong Bits;
        public int Length;
        public Characters Text;
    }

    /// <summary>The longest double in its shortest form: -2.2250738585072014E-308.</summary>
    [InlineArray(24)]
    private struct Characters
    {
        private byte _first;
    }
}
