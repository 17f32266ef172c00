using VteBridge.Monitoring;
using VteBridge.Monitoring.Page;
using VteBridge.Sync;

namespace VteBridge.Tests.Monitoring;

public sealed class HeadlineTests
{
    private static readonly Snapshot Well = Some.Healthy with { DeadLetters = new DeadLetterStatus(0, []) };

    [Fact]
    public void All_is_well_when_every_run_is_delivered() => Assert.Equal("All is well", Headline.Of(Well).Title);

    [Fact]
    public void A_sync_that_was_interrupted_is_not_all_is_well() =>
        Assert.Equal(
            "The last sync was interrupted",
            Headline.Of(Well with { LastCycle = Well.LastCycle! with { Result = CycleResult.Interrupted } }).Title
        );

    [Fact]
    public void Reports_that_nobody_takes_are_not_all_is_well() =>
        Assert.Equal("warn", Headline.Of(Well with { LeftBehind = "1 reports wait" }).Tone);
}
