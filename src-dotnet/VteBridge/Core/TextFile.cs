namespace VteBridge.Core;

/// <summary>
/// Reads a text file that people write: UTF-8 with or without a byte order mark, or UTF-16 with one. Anything else is
/// refused with the position of the first wrong byte, because a guess would turn "Göteborg" into another word.
/// </summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="InvalidDataException">The file is neither UTF-8 nor UTF-16; the message names the file and the position,
    /// never the content.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read the file.</exception>
    public static string Read(string path) => Decode(File.ReadAllBytes(path), path);

    /// <inheritdoc cref="Read"/>
    public static string Decode(ReadOnlySpan<byte> bytes, string path)
    {
        var (encoding, mark, unit) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => ((Encoding)Utf8, 3, 1),
            [0xFF, 0xFE, ..] => (
                new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
                2,
                2
            ),
            [0xFE, 0xFF, ..] => (
                new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
                2,
                2
            ),
            _ => (Utf8, 0, 1),
        };
        var content = bytes[mark..];
        try
        {
            var text = encoding.GetString(content);
            return text.IndexOf('\0') is >= 0 and var zero
                ? throw Wrong(path, text[..zero], "a zero byte", unit)
                : WithLineFeeds(text);
        }
        catch (DecoderFallbackException e)
        {
            var good = content[..Math.Clamp(e.Index, 0, content.Length)];
            var wrong = e.BytesUnknown is [var first, ..] ? $"byte 0x{first:X2}" : "an incomplete character";
            throw Wrong(path, encoding.GetString(good), wrong, unit);
        }
    }

    /// <summary>Editors of old Macs end a line with a carriage return alone; without this, such a file would count as one line.</summary>
    private static string WithLineFeeds(string text) => text.Contains('\n') ? text : text.Replace('\r', '\n');

    private static InvalidDataException Wrong(string path, string before, string what, int unit)
    {
        var lines = WithLineFeeds(before);
        return new(
            $"'{path}' is not {(unit == 1 ? "UTF-8" : "UTF-16")}: {what} at line {lines.Count(c => c == '\n') + 1}, "
                + $"column {lines.Length - lines.LastIndexOf('\n')}. Save the file as UTF-8."
        );
    }
}
