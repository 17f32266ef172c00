using System.Text;

namespace VteBridge.Tests.Configuration;

public sealed class TextFileTests
{
    private const string Text = "Göteborg\r\nΩ 🙂\n";

    [Fact]
    public void Utf8_and_marked_utf16_read_the_same()
    {
        Encoding[] encodings =
        [
            new UTF8Encoding(false),
            new UTF8Encoding(true),
            new UnicodeEncoding(bigEndian: false, byteOrderMark: true),
            new UnicodeEncoding(bigEndian: true, byteOrderMark: true),
        ];

        Assert.All(encodings, e => Assert.Equal(Text, TextFile.Decode([.. e.GetPreamble(), .. e.GetBytes(Text)], "x")));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Another_encoding_is_refused_with_file_and_place(string lineEnd)
    {
        var refused = Assert.Throws<InvalidDataException>(() =>
            TextFile.Decode(Encoding.Latin1.GetBytes($"first{lineEnd}Göteborg"), "site.json")
        );

        Assert.Contains("'site.json' is not UTF-8: byte 0xF6 at line 2, column 2", refused.Message);
        Assert.DoesNotContain("teborg", refused.Message);
    }

    [Fact]
    public void Utf16_without_its_mark_is_refused() =>
        Assert.Contains(
            "a zero byte at line 1, column 2",
            Assert.Throws<InvalidDataException>(() => TextFile.Decode(Encoding.Unicode.GetBytes("abc"), "x")).Message
        );

    [Fact]
    public void A_file_that_ends_within_a_character_is_refused()
    {
        byte[] torn = [.. Encoding.UTF8.GetBytes("ab"), 0xC3];

        Assert.Throws<InvalidDataException>(() => TextFile.Decode(torn, "x"));
        Assert.Throws<InvalidDataException>(() => TextFile.Decode([0xFF, 0xFE, 0x41], "x"));
    }
}
