using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Vte;

public sealed class SharedTextsTests
{
    private readonly SharedTexts _texts = new();

    [Fact]
    public void A_text_that_comes_again_is_the_string_of_the_first()
    {
        var first = _texts.Of(Fresh("Supply"));
        Assert.Same(first, _texts.Of(Fresh("Supply")));
        Assert.NotSame(first, _texts.Of(Fresh("supply")));
    }

    [Fact]
    public void It_keeps_no_more_than_it_has_room_for()
    {
        var first = _texts.Of(Fresh("Supply"));
        for (var i = 0; i < 10_000; i++)
            Assert.Equal($"{i}", _texts.Of($"{i}"));
        Assert.NotSame(first, _texts.Of(Fresh("Supply")));
    }

    [Fact]
    public void A_long_text_is_not_kept()
    {
        var text = new string('x', SharedTexts.Longest + 1);
        _texts.Of(text);
        Assert.NotSame(text, _texts.Of(Fresh(text)));
    }

    private static string Fresh(string text) => new(text.AsSpan());
}
