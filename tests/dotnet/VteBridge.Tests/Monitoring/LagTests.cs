using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

/// <summary>The lag is the age of the oldest run or report that WATS may not have yet.</summary>
public sealed class LagTests : HealthStateTest
{
    [Fact]
    public void Lag_grows_until_a_cycle_is_complete()
    {
        Begin();
        End(Settled(_time.GetUtcNow().AddSeconds(-30)));
        Assert.Equal(TimeSpan.FromSeconds(30), _health.Take().Lag.Most);

        _time.Advance(TimeSpan.FromHours(2));
        Begin();
        End(Ends.Failed(at: _time.GetUtcNow()));
        Assert.Equal(TimeSpan.FromHours(2).Add(TimeSpan.FromSeconds(30)), _health.Take().Lag.Most);

        Begin();
        End(Settled(_time.GetUtcNow()));
        Assert.Equal(TimeSpan.Zero, _health.Take().Lag.Most);
    }

    [Fact]
    public void Lag_is_the_longer_of_VTE_and_queue()
    {
        Begin();
        End(Settled(_time.GetUtcNow()));
        _health.Set(Seen(oldest: _time.GetUtcNow().AddHours(-3)));

        Assert.Equal(TimeSpan.FromHours(3), _health.Take().Lag.Most);
    }

    [Fact]
    public void Lag_is_unknown_before_the_first_complete_cycle() => Assert.Null(_health.Take().Lag.Most);

    [Fact]
    public void Catching_up_lowers_lag_and_the_look_back_does_not_raise_it()
    {
        Begin();
        End(Settled(_time.GetUtcNow().AddHours(-5)));
        Begin();
        Progress(1, 1, _time.GetUtcNow().AddHours(-7));
        Assert.Equal(TimeSpan.FromHours(5), _health.Take().Lag.Most);
        Progress(2, 2, _time.GetUtcNow().AddHours(-1));
        Assert.Equal(TimeSpan.FromHours(1), _health.Take().Lag.Most);
    }

    [Fact]
    public void Lag_is_sampled_every_five_minutes_for_a_day()
    {
        Begin();
        End(Settled(_time.GetUtcNow()));
        for (var minute = 0; minute < 3 * 24 * 60; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            _health.Set(Seen());
        }

        var samples = _health.Take().LagSamples;
        Assert.InRange(samples.Count, 288, 290);
        Assert.Equal(samples.OrderBy(s => s.From), samples);
        Assert.Equal(TimeSpan.FromDays(3).TotalSeconds, samples[^1].Seconds);
    }
}
