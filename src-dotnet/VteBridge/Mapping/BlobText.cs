using System.Globalization;
using System.Text;
using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>
/// Text in a binary column: UTF-8, UTF-16 (as SQL Server stores nvarchar) or Windows-1252 (varchar). Only what has no
/// control characters is text; in doubt it is not, and stays a file whose every byte is kept.
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

    /// <summary>The text, or the beginning of it that was read; null when it is none, or nothing but NULs.</summary>
    public static string? Decode(Blob blob)
    {
        ReadOnlySpan<byte> head = blob.Head;
        return head switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Decode(head[3..], Utf8, blob.IsWhole),
            [0xFF, 0xFE, ..] => Decode(head[2..], Utf16, blob.IsWhole),
            [0xFE, 0xFF, ..] => Decode(head[2..], Utf16BigEndian, blob.IsWhole),
            _ when LooksLikeUtf16(head) => Decode(head, Utf16, blob.IsWhole),
            _ => Decode(head, Utf8, blob.IsWhole) ?? (IsMostlyAscii(head) ? Decode(head, Windows1252, true) : null),
        };
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, Encoding encoding, bool whole)
    {
        // What was read of a longer text may end inside a character.
        for (var dropped = 0; dropped <= (whole ? 0 : 3) && dropped <= bytes.Length; dropped++)
        {
            try
            {
                var text = encoding.GetString(bytes[..^dropped]).TrimEnd('\0');
                return text.Length > 0 && IsText(text) ? text : null;
            }
            catch (DecoderFallbackException)
            {
                // Not this encoding, or not this much of it; the next is tried.
            }
        }
        return null;
    }

    /// <summary>Every other byte is mostly zero: letters, digits and signs of western languages.</summary>
    private static bool LooksLikeUtf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || bytes.Length % 2 != 0)
            return false;
        var zeros = 0;
        for (var i = 1; i < bytes.Length; i += 2)
        {
            if (bytes[i] == 0)
                zeros++;
        }
        return zeros * 4 >= bytes.Length;
    }

    private static bool IsMostlyAscii(ReadOnlySpan<byte> bytes)
    {
        var ascii = 0;
        foreach (var b in bytes)
        {
            if (b is >= 0x20 and < 0x7F or (byte)'\t' or (byte)'\r' or (byte)'\n')
                ascii++;
        }
        return ascii * 10 >= bytes.Length * 7;
    }

    private static bool IsText(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\r' or '\n' or '\f')
                continue;
            if (
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.OtherNotAssigned
                    or UnicodeCategory.PrivateUse
            )
                return false;
        }
        return true;
    }
}
