using VteBridge.Configuration;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Sync;

public sealed class CompletenessTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Window Window = new(
        Now,
        Now.AddSeconds(-30),
        Now.DateTime.AddSeconds(-30),
        Now.DateTime.AddMinutes(1)
    );
    private static readonly TestStep Step = new()
    {
        Kind = StepKind.Numeric,
        Name = "Voltage",
        Value = 5,
    };

    [Theory]
    [InlineData(0, 5, false)]
    [InlineData(0, 9.99, false)]
    [InlineData(0, 10, true)]
    [InlineData(1, 5, true)]
    [InlineData(1, 0.5, true)]
    [InlineData(1, 0.4, false)]
    [InlineData(1, -60, false)]
    public void A_run_is_ready_when_it_has_steps_or_has_been_waited_for_and_is_past(
        int steps,
        double minutesAgo,
        bool isReady
    )
    {
        var run = new TestRun
        {
            Id = Guid.NewGuid(),
            Timestamp = Now.DateTime,
            Steps = steps == 0 ? [] : [Step],
        };

        var why = new Completeness(new SyncOptions()).Defer(run, Now.AddMinutes(-minutesAgo), Window);

        Assert.Equal(isReady, why is null);
    }

    [Theory]
    [InlineData(9.99, false)]
    [InlineData(10, true)]
    public void A_run_that_changed_after_it_was_sent_waits_while_it_is_young(double minutesAgo, bool isReady) =>
        Assert.Equal(
            isReady,
            new Completeness(new SyncOptions()).DeferIfChanged(Now.AddMinutes(-minutesAgo), Window) is null
        );
}
