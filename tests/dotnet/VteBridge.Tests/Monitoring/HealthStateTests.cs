using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Monitoring;
using VteBridge.Sync;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

/// <summary>The activity, the failures and the counts by the hour follow the sync cycles.</summary>
public sealed class HealthStateTests : HealthStateTest
{
    [Fact]
    public void A_cycle_is_seen_while_it_runs_and_afterwards()
    {
        Begin();
        Assert.Equal(Activity.Syncing, _health.Take().Activity);
        Progress(runs: 7, queued: 5);
        Assert.Equal((7, "runs"), (_health.Take().CurrentCycle!.RunsRead, _health.Take().CurrentCycle!.Stage));

        End(Ends.Good(at: _time.GetUtcNow()) with { RunsRead = 7 });
        _health.Wait(_time.GetUtcNow().AddMinutes(5));

        var now = _health.Take();
        Assert.Equal((Activity.Waiting, null), (now.Activity, now.CurrentCycle));
        Assert.Equal(_time.GetUtcNow().AddMinutes(5), now.NextCycle);
        Assert.Equal(7, now.LastCycle!.RunsRead);
    }

    [Fact]
    public void Each_delivery_counts_once_in_its_hour()
    {
        Begin();
        Progress(10, 10);
        _time.Advance(TimeSpan.FromHours(1));
        Progress(25, 25);
        End(Ends.Good(at: _time.GetUtcNow()) with { Queued = 25, DeadLetters = 2 });

        var hours = _health.Take().Hours;
        Assert.Equal([10, 15], hours.Select(h => h.Delivered));
        Assert.Equal([0, 2], hours.Select(h => h.Failed));
        Assert.Equal([0, 1], hours.Select(h => h.Cycles));
    }

    [Fact]
    public void With_the_sidecar_a_report_counts_when_WATS_has_it()
    {
        _health.Begin(new BridgeOptions(), null);
        Progress(10, queued: 10);
        Assert.Equal(0, _health.Take().Hours.Sum(h => h.Delivered));
        Progress(10, queued: 4, accepted: 6);

        Assert.Equal(6, _health.Take().Hours.Sum(h => h.Delivered));
    }

    [Fact]
    public void The_rate_is_of_the_last_ten_minutes()
    {
        Begin();
        Progress(100, 100);
        Assert.Equal(10, _health.Take().ReportsPerMinute);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, _health.Take().ReportsPerMinute);
    }

    [Fact]
    public void Failures_count_until_a_good_cycle_and_interruptions_do_not()
    {
        foreach (var expected in new[] { 1, 2 })
        {
            Begin();
            End(Ends.Failed(at: _time.GetUtcNow()));
            Assert.Equal(expected, _health.Take().FailedInARow);
        }
        Begin();
        End(Ends.Failed(at: _time.GetUtcNow()) with { Result = CycleResult.Interrupted });
        Assert.Equal(2, _health.Take().FailedInARow);
        Begin();
        End(Ends.Good(at: _time.GetUtcNow()));
        Assert.Equal(0, _health.Take().FailedInARow);
    }

    [Fact]
    public void Destination_trouble_stays_until_a_cycle_completes()
    {
        _health.Set(Seen());
        Begin();
        End(Ends.Good(at: _time.GetUtcNow()) with { Result = CycleResult.DestinationTrouble, Trouble = "full" });
        Begin();
        End(Ends.Failed(at: _time.GetUtcNow())); // This cycle did not reach the destination.
        _health.Set(Seen());
        Assert.Equal("full", _health.Take().Destination!.Trouble);

        Begin();
        End(Ends.Good(at: _time.GetUtcNow()));
        Assert.Null(_health.Take().Destination!.Trouble);
    }

    [Fact]
    public void Unknown_codes_are_counted_by_the_hour()
    {
        Begin();
        End(
            Ends.Good(at: _time.GetUtcNow()) with
            {
                Flags = new Dictionary<string, int> { [Flags.UnknownResult] = 3, [Flags.TextCut] = 9 },
            }
        );

        Assert.Equal(3, Assert.Single(_health.Take().Hours).UnknownCodes);
    }
}
