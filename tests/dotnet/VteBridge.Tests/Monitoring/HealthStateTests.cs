using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Alerts;
using VteBridge.Sync;
using VteBridge.Tests.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Monitoring;

public sealed class HealthStateTests
{
    private readonly FakeTime _time = new();
    private readonly HealthState _health;

    public HealthStateTests() => _health = State(null);

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

    [Fact]
    public void The_next_process_goes_on_from_the_saved_snapshot()
    {
        Begin();
        Progress(10, 10);
        End(Settled(_time.GetUtcNow()) with { Flags = new Dictionary<string, int> { ["text-cut"] = 1 } });
        _health.Set(Seen(oldest: _time.GetUtcNow()));
        var before = _health.Take();

        var read = SnapshotJson.Parse(SnapshotJson.ToUtf8(before))!;
        Assert.Equal(SnapshotJson.ToUtf8(before), SnapshotJson.ToUtf8(read));

        _time.Advance(TimeSpan.FromHours(1));
        var after = State(read).Take();
        Assert.Equal(10, after.Hours.Sum(h => h.Delivered));
        Assert.Equal(TimeSpan.FromHours(1), after.Lag.Most);
        Assert.Equal(Activity.Stopped, after.Activity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":1")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_damaged_snapshot_is_none(string text) =>
        Assert.Null(SnapshotJson.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_snapshot_cut_at_any_byte_is_none()
    {
        var whole = SnapshotJson.ToUtf8(
            Some.Healthy with
            {
                Alerts = [new ActiveAlert(AlertRule.NoCycle, Some.Now, "what", "fix")],
            }
        );
        Assert.Single(SnapshotJson.Parse(whole)!.Alerts);

        Assert.All(
            Enumerable.Range(0, whole.Length),
            length => Assert.Null(SnapshotJson.Parse(whole.AsSpan(0, length)))
        );
    }

    [Fact]
    public void A_snapshot_of_a_newer_version_is_none() =>
        Assert.Null(SnapshotJson.Parse(SnapshotJson.ToUtf8(Some.Healthy with { Format = Snapshot.CurrentFormat + 1 })));

    private HealthState State(Snapshot? before) =>
        new(_time, ProgramFacts.Now(_time.GetUtcNow(), TimeSpan.FromMinutes(5)), before, () => []);

    private void Begin() =>
        _health.Begin(
            new BridgeOptions
            {
                Delivery = new DeliveryOptions { Destination = DestinationNames.QueueFolder, Folder = "q" },
            },
            null
        );

    private void Progress(int runs, int queued, DateTimeOffset? settledThrough = null, int accepted = 0) =>
        _health.Report(
            new CycleProgress(
                "runs",
                Position.Before(_time.GetUtcNow().DateTime),
                _time.GetUtcNow().DateTime,
                new SyncSummary
                {
                    RunsRead = runs,
                    Queued = queued,
                    Accepted = accepted,
                }
            ),
            settledThrough
        );

    private void End(CycleEnd end) => _health.End(end);

    private CycleEnd Settled(DateTimeOffset through) =>
        Ends.Good(at: _time.GetUtcNow()) with
        {
            CompleteThrough = through,
            Queued = 10,
        };

    private static InstallationStatus Seen(DateTimeOffset? oldest = null) =>
        new(
            new DestinationStatus("queue-folder", "q", 0, 0, 0, oldest),
            [new DiskSpace("state", "s", 5000)],
            new DeadLetterStatus(0, []),
            new ReportCounts(),
            [],
            null,
            [],
            [],
            NightlyIsOn: false
        );
}
