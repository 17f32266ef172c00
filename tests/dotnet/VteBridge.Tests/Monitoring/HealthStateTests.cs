using VteBridge.Configuration;
using VteBridge.Doctor;
using VteBridge.Mapping;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Snapshots;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.Sync;
using VteBridge.Vte;

namespace VteBridge.Tests.Monitoring;

public sealed class HealthStateTests
{
    private readonly FakeTime _time = new();
    private readonly HealthState _book;

    public HealthStateTests() => _book = Book(null);

    [Fact]
    public void A_pass_is_seen_while_it_is_under_way_and_afterwards()
    {
        Begin();
        Assert.Equal(Activity.InCycle, _book.Take().Activity);
        Progress(runs: 7, queued: 5);
        Assert.Equal((7, "runs"), (_book.Take().UnderWay!.RunsRead, _book.Take().UnderWay!.Stage));

        End(Ends.Good(at: _time.GetUtcNow()) with { RunsRead = 7 });
        _book.Waits(_time.GetUtcNow().AddMinutes(5));

        var now = _book.Take();
        Assert.Equal((Activity.Waiting, null), (now.Activity, now.UnderWay));
        Assert.Equal(_time.GetUtcNow().AddMinutes(5), now.NextCycle);
        Assert.Equal(7, now.LastCycle!.RunsRead);
    }

    [Fact]
    public void Lag_grows_while_nothing_is_settled_and_falls_when_it_is()
    {
        Begin();
        End(Settled(_time.GetUtcNow().AddSeconds(-30)));
        Assert.Equal(TimeSpan.FromSeconds(30), _book.Take().Lag.Most);

        _time.Advance(TimeSpan.FromHours(2));
        Begin();
        End(Ends.Failed(at: _time.GetUtcNow()));
        Assert.Equal(TimeSpan.FromHours(2).Add(TimeSpan.FromSeconds(30)), _book.Take().Lag.Most);

        Begin();
        End(Settled(_time.GetUtcNow()));
        Assert.Equal(TimeSpan.Zero, _book.Take().Lag.Most);
    }

    [Fact]
    public void Lag_is_that_of_the_queue_when_it_waits_longer_than_VTE()
    {
        Begin();
        End(Settled(_time.GetUtcNow()));
        _book.Saw(Seen(oldest: _time.GetUtcNow().AddHours(-3)));

        Assert.Equal(TimeSpan.FromHours(3), _book.Take().Lag.Most);
    }

    [Fact]
    public void Lag_is_not_known_before_anything_was_settled() => Assert.Null(_book.Take().Lag.Most);

    [Fact]
    public void While_it_catches_up_lag_falls_with_the_walk_but_the_look_back_does_not_raise_it()
    {
        Begin();
        End(Settled(_time.GetUtcNow().AddHours(-5)));
        Begin();
        Progress(1, 1, _time.GetUtcNow().AddHours(-7));
        Assert.Equal(TimeSpan.FromHours(5), _book.Take().Lag.Most);
        Progress(2, 2, _time.GetUtcNow().AddHours(-1));
        Assert.Equal(TimeSpan.FromHours(1), _book.Take().Lag.Most);
    }

    [Fact]
    public void A_day_without_a_pass_is_seen_in_the_samples_as_the_most_of_each_five_minutes()
    {
        Begin();
        End(Settled(_time.GetUtcNow()));
        for (var minute = 0; minute < 3 * 24 * 60; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            _book.Saw(Seen());
        }

        var samples = _book.Take().LagSamples;
        Assert.InRange(samples.Count, 288, 290);
        Assert.Equal(samples.OrderBy(s => s.From), samples);
        Assert.Equal(TimeSpan.FromDays(3).TotalSeconds, samples[^1].Seconds);
    }

    [Fact]
    public void Hours_count_what_was_delivered_when_it_was_and_never_twice()
    {
        Begin();
        Progress(10, 10);
        _time.Advance(TimeSpan.FromHours(1));
        Progress(25, 25);
        End(Ends.Good(at: _time.GetUtcNow()) with { Queued = 25, DeadLetters = 2 });

        var hours = _book.Take().Hours;
        Assert.Equal([10, 15], hours.Select(h => h.Delivered));
        Assert.Equal([0, 2], hours.Select(h => h.Failed));
        Assert.Equal([0, 1], hours.Select(h => h.Cycles));
    }

    [Fact]
    public void With_the_sidecar_a_report_counts_when_WATS_has_it()
    {
        _book.Begin(new BridgeOptions(), null);
        Progress(10, queued: 10);
        Assert.Equal(0, _book.Take().Hours.Sum(h => h.Delivered));
        Progress(10, queued: 4, accepted: 6);

        Assert.Equal(6, _book.Take().Hours.Sum(h => h.Delivered));
    }

    [Fact]
    public void The_rate_is_that_of_the_last_ten_minutes()
    {
        Begin();
        Progress(100, 100);
        Assert.Equal(10, _book.Take().RunsPerMinute);
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(0, _book.Take().RunsPerMinute);
    }

    [Fact]
    public void Failures_are_counted_until_a_good_pass_and_an_interrupted_one_is_none()
    {
        foreach (var expected in new[] { 1, 2 })
        {
            Begin();
            End(Ends.Failed(at: _time.GetUtcNow()));
            Assert.Equal(expected, _book.Take().FailedInARow);
        }
        Begin();
        End(Ends.Failed(at: _time.GetUtcNow()) with { Result = CycleResult.Interrupted });
        Assert.Equal(2, _book.Take().FailedInARow);
        Begin();
        End(Ends.Good(at: _time.GetUtcNow()));
        Assert.Equal(0, _book.Take().FailedInARow);
    }

    [Fact]
    public void The_trouble_of_the_destination_stays_until_a_pass_gets_through()
    {
        _book.Saw(Seen());
        Begin();
        End(Ends.Good(at: _time.GetUtcNow()) with { Result = CycleResult.DestinationTrouble, Trouble = "full" });
        Begin();
        End(Ends.Failed(at: _time.GetUtcNow())); // did not come as far as the destination
        _book.Saw(Seen());
        Assert.Equal("full", _book.Take().Destination!.Trouble);

        Begin();
        End(Ends.Good(at: _time.GetUtcNow()));
        Assert.Null(_book.Take().Destination!.Trouble);
    }

    [Fact]
    public void Codes_that_the_configuration_does_not_list_are_counted_by_the_hour()
    {
        Begin();
        End(
            Ends.Good(at: _time.GetUtcNow()) with
            {
                Flags = new Dictionary<string, int> { [Flags.UnknownResult] = 3, [Flags.TextCut] = 9 },
            }
        );

        Assert.Equal(3, Assert.Single(_book.Take().Hours).UnknownCodes);
    }

    [Fact]
    public void A_snapshot_is_the_same_after_it_was_written_and_read_and_the_next_process_goes_on_from_it()
    {
        Begin();
        Progress(10, 10);
        End(Settled(_time.GetUtcNow()) with { Flags = new Dictionary<string, int> { ["text-cut"] = 1 } });
        _book.Saw(Seen(oldest: _time.GetUtcNow()));
        var before = _book.Take();

        var read = SnapshotJson.Parse(SnapshotJson.ToUtf8(before))!;
        Assert.Equal(SnapshotJson.ToText(before), SnapshotJson.ToText(read));

        _time.Advance(TimeSpan.FromHours(1));
        var after = Book(read).Take();
        Assert.Equal(10, after.Hours.Sum(h => h.Delivered));
        Assert.Equal(TimeSpan.FromHours(1), after.Lag.Most);
        Assert.Equal(Activity.Stopped, after.Activity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"format\":1")]
    [InlineData("[]")]
    [InlineData("null")]
    public void What_is_no_snapshot_is_none(string text) =>
        Assert.Null(SnapshotJson.Parse(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_snapshot_of_a_newer_version_is_not_believed() =>
        Assert.Null(SnapshotJson.Parse(SnapshotJson.ToUtf8(Some.Healthy with { Format = Snapshot.CurrentFormat + 1 })));

    private HealthState Book(Snapshot? before) =>
        new(_time, ProgramFacts.Now(_time.GetUtcNow(), TimeSpan.FromMinutes(5)), before, () => []);

    private void Begin() =>
        _book.Begin(
            new BridgeOptions
            {
                Delivery = new DeliveryOptions { Destination = DestinationNames.QueueFolder, Folder = "q" },
            },
            null
        );

    private void Progress(int runs, int queued, DateTimeOffset? settledThrough = null, int accepted = 0) =>
        _book.Report(
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

    private void End(CycleEnd end) => _book.End(end);

    private CycleEnd Settled(DateTimeOffset through) =>
        Ends.Good(at: _time.GetUtcNow()) with
        {
            CompleteThrough = through,
            Queued = 10,
        };

    private static Look Seen(DateTimeOffset? oldest = null) =>
        new(
            new DestinationView("queue-folder", "q", 0, 0, 0, oldest, null, null),
            [new DiskView("state", "s", 5000)],
            new DeadLettersView(0, []),
            new JournalView()
        );
}
