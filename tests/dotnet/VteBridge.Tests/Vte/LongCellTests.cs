using System.Security.Cryptography;
using System.Text;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Vte;

public sealed class LongCellTests
{
    /// <summary>Lengths around those at which the reader continues with a larger buffer.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(100_000)]
    [InlineData(CutText.Kept)]
    public void Text_of_any_length_is_read_whole(int length)
    {
        var text = Text(length);
        Assert.Equal((text, null), LongCell.Text(new StringReader(text)));
    }

    [Fact]
    public void Text_that_is_too_long_is_cut_with_the_size_and_hash_of_the_whole()
    {
        var text = Text(CutText.Kept + 1);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text)));
        Assert.Equal((text[..CutText.Kept], new CutText(text.Length, hash)), LongCell.Text(new StringReader(text)));
    }

    private static string Text(int length) =>
        string.Concat(Enumerable.Range(0, length).Select(i => (char)('!' + i % 90)));
}
