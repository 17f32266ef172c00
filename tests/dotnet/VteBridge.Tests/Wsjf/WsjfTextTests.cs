using VteBridge.Wsjf;

namespace VteBridge.Tests.Wsjf;

public class WsjfTextTests
{
    private const string Family = "👨‍👩‍👧";

    [Theory]
    [InlineData("Ω µ å 日本 العربية 😀 👨‍👩‍👧")]
    [InlineData("tab\tand\r\nline")]
    [InlineData("\uFEFF\u200B\uE000\uFFFF")]
    [InlineData("")]
    public void Clean_text_stays_the_same_string(string text) => Assert.Same(text, WsjfText.Clean(text));

    [Theory]
    [InlineData("a\0b", "a\uFFFDb")]
    [InlineData("\u001B[31m", "\uFFFD[31m")]
    [InlineData("\u007F\u0085\u009B", "\uFFFD\uFFFD\uFFFD")]
    public void Control_characters_are_replaced(string text, string clean) => Assert.Equal(clean, WsjfText.Clean(text));

    // InlineData cannot be used: attributes are stored as UTF-8, which has no lone surrogates.
    [Fact]
    public void Lone_surrogates_are_replaced_and_pairs_are_not()
    {
        Assert.Equal("\uFFFDx", WsjfText.Clean("\uD83Dx"));
        Assert.Equal("x\uFFFD", WsjfText.Clean("x\uDE00"));
        Assert.Equal("\uFFFD\uFFFD", WsjfText.Clean("\uDE00\uD83D"));
        Assert.Equal("\uFFFD😀", WsjfText.Clean("\uD83D\uD83D\uDE00"));
    }

    [Theory]
    [InlineData("abcdef", 4, "abcd")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abc😀", 4, "abc")]
    [InlineData("abc😀", 5, "abc😀")]
    [InlineData("abe\u0301x", 3, "ab")]
    [InlineData("ab\r\nc", 3, "ab")]
    [InlineData("ab" + Family + "c", 6, "ab")]
    public void Text_is_cut_between_visible_characters(string text, int max, string cut) =>
        Assert.Equal(cut, WsjfText.Cut(text, max));

    [Fact]
    public void Character_longer_than_its_place_is_cut_between_code_points()
    {
        Assert.Equal("a" + new string('\u0301', 9), WsjfText.Cut("a" + new string('\u0301', 300), 10));
        Assert.Equal("", WsjfText.Cut("😀", 1));
        Assert.Equal("👨‍", WsjfText.Cut(Family, 4));
    }
}
