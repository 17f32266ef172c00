using System.Buffers.Binary;
using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>
/// Decodes text in a binary column: UTF-8, UTF-16 (as SQL Server stores nvarchar) or Windows-1252 (varchar). Content with
/// control characters is not text. In doubt it is a file, which keeps every byte.
/// </summary>
internal static class BlobText
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16 = new(false, false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16BigEndian = new(true, false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(
        1252,
        EncoderFallback.ExceptionFallback,
        DecoderFallback.ExceptionFallback
    )!;

    /// <summary>The text, or the beginning that was read; null when the content is not text, or only NULs.</summary>
    public static string? Decode(Blob blob) =>
        blob.Head switch
        {
            [0xEF, 0xBB, 0xBF, .. var rest] => Decode(rest, Utf8, blob.IsWhole),
            [0xFF, 0xFE, .. var rest] => Decode(rest, Utf16, blob.IsWhole),
            [0xFE, 0xFF, .. var rest] => Decode(rest, Utf16BigEndian, blob.IsWhole),
            var head when LooksLikeUtf16(head) => Decode(head, Utf16, blob.IsWhole),
            var head => Decode(head, Utf8, blob.IsWhole)
                ?? (IsMostlyAscii(head) ? Decode(head, Windows1252, true) : null),
        };

    private static string? Decode(byte[] bytes, Encoding encoding, bool isWhole)
    {
        // Where only the beginning of a text was read, it may end inside a character.
        for (var dropped = 0; dropped <= (isWhole ? 0 : 3) && dropped <= bytes.Length; dropped++)
        {
            try
            {
                var text = encoding.GetString(bytes.AsSpan()[..^dropped]).TrimEnd('\0');
                return text.Length > 0 && IsText(text) ? text : null;
            }
            catch (DecoderFallbackException)
            {
                // Either another encoding or a character that was cut: the next round drops one byte more.
            }
        }
        return null;
    }

    /// <summary>Every second byte is mostly zero, as in letters, digits and signs of western languages.</summary>
    private static bool LooksLikeUtf16(byte[] bytes) =>
        bytes.Length >= 2
        && bytes.Length % 2 == 0
        && bytes.Where((b, i) => i % 2 == 1 && b == 0).Count() * 4 >= bytes.Length;

    private static bool IsMostlyAscii(byte[] bytes) =>
        bytes.Count(b => b is (>= 0x20 and < 0x7F) or (byte)'\t' or (byte)'\r' or (byte)'\n') * 10 >= bytes.Length * 7;

    private static bool IsText(string text) =>
        text.EnumerateRunes()
            .All(rune =>
                rune.Value is '\t' or '\r' or '\n' or '\f'
                || Rune.GetUnicodeCategory(rune)
                    is not (UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse)
            );
}

/// <summary>A type of file, recognised by its first bytes.</summary>
internal sealed record BlobType(string ContentType, string Extension)
{
    public static readonly BlobType Unknown = new("application/octet-stream", ".bin");

    private static readonly BlobType Png = new("image/png", ".png");
    private static readonly BlobType Jpeg = new("image/jpeg", ".jpg");
    private static readonly BlobType Pdf = new("application/pdf", ".pdf");
    private static readonly BlobType Zip = new("application/zip", ".zip");
    private static readonly BlobType Bmp = new("image/bmp", ".bmp");

    /// <summary>Null when the first bytes are those of no known type.</summary>
    public static BlobType? Of(Blob blob)
    {
        ReadOnlySpan<byte> head = blob.Head;
        return head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
            [0xFF, 0xD8, 0xFF, ..] => Jpeg,
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => Zip,
            [(byte)'B', (byte)'M', ..] when HasBmpHeader(head, blob.Length) => Bmp,
            _ => null,
        };
    }

    /// <summary>Many texts begin with "BM". A bitmap then gives its own size, or has zeros in the reserved bytes.</summary>
    private static bool HasBmpHeader(ReadOnlySpan<byte> head, long length) =>
        head.Length >= 14
        && (
            BinaryPrimitives.ReadUInt32LittleEndian(head[2..]) == length
            || BinaryPrimitives.ReadUInt32LittleEndian(head[6..]) == 0
        );
}
