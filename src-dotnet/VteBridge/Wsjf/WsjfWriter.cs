using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace VteBridge.Wsjf;

/// <summary>
/// A report as UTF-8 JSON without a byte order mark. The same report gives the same bytes: fixed order of properties,
/// shortest round-trip numbers, LF. Absent things are excluded.
/// </summary>
internal static class WsjfWriter
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = WsjfEncoder.Instance, SkipValidation = true };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    private const int Least = 16 * 1024;
    private const int Kept = 1024 * 1024;

    /// <summary>More than a step usually takes. A buffer that grows by doubling leaves as much behind as it holds, which a run of 10,000 steps makes a peak.</summary>
    private const int RoomOfStep = 320;

    /// <summary>Used again for the next report: growing a new one for each is most of what writing allocates.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static ReadOnlyMemory<byte> ToUtf8(WsjfReport report, bool indented = false)
    {
        var room = Math.Max(Least, (report.Root?.Steps.Count ?? 0) * RoomOfStep);
        var buffer = room <= Kept && _buffer is { } kept ? kept : new ArrayBufferWriter<byte>(room);
        buffer.ResetWrittenCount();
        Write(report, buffer, indented);
        if (buffer.Capacity > Kept)
        {
            // Too large to keep, and to copy.
            _buffer = null;
            return buffer.WrittenMemory;
        }
        _buffer = buffer;
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(WsjfReport report, IBufferWriter<byte> buffer, bool indented = false)
    {
        using var json = new Utf8JsonWriter(buffer, indented ? Indented : Compact);
        Report(json, report);
    }

    /// <summary>Of the bytes as sent (not indented): lower-case hex of their SHA-256.</summary>
    public static string ContentHash(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(utf8));

    private static void Report(Utf8JsonWriter json, WsjfReport report)
    {
        json.WriteStartObject();
        json.WriteString(Names.Id, report.Id);
        json.WriteString(Names.Type, Names.Of(report.Kind));
        json.WriteString(Names.Sn, report.SerialNumber);
        json.WriteString(Names.Pn, report.PartNumber);
        json.WriteString(Names.Rev, report.Revision);
        json.WriteNumber(Names.ProcessCode, report.ProcessCode);
        json.WriteIfPresent(Names.ProcessName, report.ProcessName);
        json.WriteString(Names.Result, Names.Of(report.Result));
        json.WriteString(Names.MachineName, report.MachineName);
        json.WriteString(Names.Location, report.Location);
        json.WriteString(Names.Purpose, report.Purpose);
        json.WriteString(Names.Start, Local(report.Start));
        json.WriteString(Names.StartUtc, Utc(report.Start));
        WsjfPartsWriter.Write(json, report);
        if (report.Root is { } root)
        {
            json.WritePropertyName(Names.Root);
            WsjfStepWriter.Write(json, root);
        }
        json.WriteEndObject();
    }

    /// <summary>Milliseconds as most readers expect them, seven digits only where the source has them.</summary>
    public static string Local(DateTimeOffset time) =>
        time.ToString(IsWholeMs(time) ? "yyyy-MM-ddTHH:mm:ss.fffzzz" : "yyyy-MM-ddTHH:mm:ss.fffffffzzz", Invariant);

    public static string Utc(DateTimeOffset time) =>
        time.UtcDateTime.ToString(
            IsWholeMs(time) ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "yyyy-MM-ddTHH:mm:ss.fffffffZ",
            Invariant
        );

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static bool IsWholeMs(DateTimeOffset time) => time.Ticks % TimeSpan.TicksPerMillisecond == 0;
}
