using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using VteBridge.Vte;

namespace VteBridge.Tests.Mapping;

/// <summary>Generates single values as odd as a database may hold them: texts, numbers, times and binary cells.</summary>
internal static class OddValues
{
    private static readonly string?[] OddTexts =
    [
        null,
        "",
        "   ",
        "1",
        "0",
        "7",
        "-1",
        "A",
        "Gain",
        "Gain (2)",
        "3.1.2",
        "3.1",
        "..",
        "1.1.1.1.1.1.1.1.1.1.1.1",
        "Ω µ å 日本 العربية 😀 👨‍👩‍👧",
        "\uD83D",
        "a\uDC00b",
        "\0\u0001\u001B[31m\u007F\u0085",
        "tab\tand\r\nline",
        "<script>alert('x' & \"y\")</script>",
        "*%?[]^!/\\",
        "\uFFFE\uFFFF\uFEFF",
        "1;2\n3;4",
        "t;U\n1,5;2,5\n2,5;3,5",
        "e\u0301",
        new string('x', 99) + "😀",
        new string('y', 150),
        new string('y', 149) + "z",
        new string('&', 120),
        string.Concat(Enumerable.Repeat("👨‍👩‍👧", 40)),
        "a" + new string('\u0301', 300),
        new string(' ', 30) + "padded" + new string(' ', 30),
    ];

    /// <summary>Generated seldom, because checking them takes most of the time.</summary>
    private static readonly string?[] HugeTexts =
    [
        new string('<', 60_000),
        new string('z', 200_000),
        new string('\n', 120_000),
        string.Concat(Enumerable.Repeat("😀", 60_000)),
    ];

    private static readonly double?[] OddNumbers =
    [
        null,
        0,
        -0.0,
        1,
        1.5,
        24.02,
        -3,
        9.9E37,
        -9.9E37,
        9.91E37,
        (float)9.9E37,
        double.MaxValue,
        double.MinValue,
        double.Epsilon,
        double.NaN,
        double.PositiveInfinity,
        double.NegativeInfinity,
        0.1 + 0.2,
    ];

    public static readonly Gen<string?> Text = Gen.Frequency(
        (60, Gen.Elements(OddTexts)),
        (1, Gen.Elements(HugeTexts)),
        (15, Gen.Choose(0, 0xFFFF).Select(c => (char)c).ListOf().Select(chars => (string?)new string([.. chars])))
    );

    public static readonly Gen<double?> Number = Gen.Elements(OddNumbers);

    public static readonly Gen<DateTime> Time = Gen.Elements(
        DateTime.MinValue,
        DateTime.MaxValue,
        new DateTime(1753, 1, 1),
        new DateTime(2024, 3, 31, 2, 30, 0),
        new DateTime(2024, 10, 27, 2, 30, 0),
        new DateTime(2024, 5, 13, 9, 30, 15, 123).AddTicks(4567),
        new DateTime(2011, 12, 30, 12, 0, 0),
        new DateTime(9999, 12, 31)
    );

    public static readonly Gen<Blob?> Blob = Gen.OneOf(
        Gen.Constant((Blob?)null),
        Text.Select(text => (Blob?)Whole(Encoding.UTF8.GetBytes(text ?? ""))),
        Text.Select(text => (Blob?)Whole(Encoding.Unicode.GetBytes(text ?? ""))),
        Gen.Choose(0, 255).Select(b => (byte)b).ListOf().Select(bytes => (Blob?)Whole([.. bytes])),
        Gen.Elements(1, 99_999, 100_000, 100_001, 300_000).Select(size => (Blob?)Cut(new byte[size])),
        Gen.Constant((Blob?)Whole([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1])),
        Gen.Constant((Blob?)Cut(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("1;2\n", 100_000)))))
    );

    private static Blob Whole(byte[] bytes) =>
        new(bytes, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private static Blob Cut(byte[] bytes) =>
        new(
            bytes[..Math.Min(bytes.Length, VteBridge.Vte.Blob.Kept)],
            bytes.Length,
            Convert.ToHexStringLower(SHA256.HashData(bytes))
        );
}
