using Serilog.Events;
using Serilog.Parsing;
using VteBridge.Monitoring;

namespace VteBridge.Tests.Monitoring;

public sealed class RecentWarningsTests
{
    private readonly RecentWarnings _warnings = new();
    private int _minute;

    [Fact]
    public void What_is_said_again_and_again_stands_once_at_its_last_time_with_how_often()
    {
        Say("the disk is full");
        Say("a run is in the future");
        Say("the disk is full");

        Assert.Equal(
            [new("the disk is full", 2, 3), new("a run is in the future", 1, 2)],
            _warnings.Lines().Select(l => new Line(l.Text, l.Times, l.At.Minute))
        );
    }

    [Fact]
    public void The_oldest_makes_room_for_the_newest_and_a_repetition_for_nothing()
    {
        for (var i = 0; i < 40; i++)
        {
            Say("every cycle says this");
            Say($"warning {i}");
        }

        var texts = _warnings.Lines().Select(l => l.Text).ToList();

        Assert.Equal(30, texts.Count);
        Assert.Equal(["warning 39", "every cycle says this", "warning 38"], texts[..3]);
        Assert.Equal("warning 11", texts[^1]);
    }

    private void Say(string text) =>
        _warnings.Emit(
            new LogEvent(
                new DateTimeOffset(2026, 5, 4, 12, ++_minute % 60, 0, TimeSpan.Zero),
                LogEventLevel.Warning,
                null,
                new MessageTemplateParser().Parse(text),
                []
            )
        );

    private sealed record Line(string Text, int Times, int Minute);
}
