using VteBridge.Simulator.Vte;
using VteBridge.Tests.EndToEnd;
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

    /// <summary>A hundred thousand serial or order numbers would push out every name of a step, again and again.</summary>
    [Fact]
    public async Task Stations_are_remembered_from_run_to_run_and_what_each_run_says_for_itself_is_not()
    {
        await using var plant = await Plant.EmptyAsync();
        foreach (var minutesAgo in new[] { 30, 20 })
            plant.Database.Insert([
                new PlantRow(
                    "IndexData",
                    ["Index_GUID", "Timestamp", "Result", "Hostname", "Info1"],
                    [Guid.Parse($"{minutesAgo:d32}"), plant.Now.AddMinutes(-minutesAgo), 1, "station-7", "order 12"]
                ),
            ]);

        var runs = await plant.RunsAsync();

        Assert.Equal(("station-7", "order 12"), (runs[0].Hostname, runs[0].Info1));
        Assert.Same(runs[0].Hostname, runs[1].Hostname);
        Assert.NotSame(runs[0].Info1, runs[1].Info1);
    }

    private static string Fresh(string text) => new(text.AsSpan());
}
