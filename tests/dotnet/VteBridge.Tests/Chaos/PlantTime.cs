using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Monitoring;
using VteBridge.Simulator.Vte;
using VteBridge.Simulator.Vte.Plant;
using VteBridge.Simulator.Wats;
using VteBridge.State;
using VteBridge.Sync;
using VteBridge.Tests.Windows;

namespace VteBridge.Tests.Chaos;

/// <summary>
/// Hours of a plant in simulated time: cycles run when the loop's timetable says so, while stations write runs, some of them late, and VTE,
/// WATS or both fail for a while. The seed decides all of it.
/// </summary>
internal sealed class PlantTime(int seed, string zoneId, DateTimeOffset from, TimeSpan length, int runs)
    : IAsyncDisposable
{
    /// <summary>Time after the last event, in which late runs and those with a time ahead become due.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromHours(4);

    private readonly Random _random = new(seed);
    private readonly ServerZone _zone = ServerZone.Of(zoneId);
    private readonly List<(DateTimeOffset At, Action Happens)> _events = [];
    private readonly WorkFolder _folder = new();
    private ChaosPlant _plant = null!;
    private WatsServer _wats = null!;

    public int Outages { get; private set; }
    public int Cycles { get; private set; }
    public int Failed { get; private set; }

    public string Story => $"seed {seed}, {zoneId}, {length} from {from:u}: {Cycles} cycles, {Failed} of them failed";

    /// <param name="outages">The number of outages of VTE, and the same number of WATS.</param>
    /// <returns>Reports that did not reach WATS as expected, and reports that reached it twice.</returns>
    public async Task<(IReadOnlyList<string> Lost, IReadOnlyList<string> Duplicates)> RunAsync(
        TimeSpan interval,
        int outages
    )
    {
        Assert.SkipWhen(
            Wine.IsHere && outages > 0,
            "Wine 10 does not give a port again while connections to it are open"
        );
        var local = _zone.Local(from).DateTime;
        _plant = await ChaosPlant.StartAsync(
            new PlantOptions
            {
                Runs = 2,
                OddRuns = false,
                Steps = 1,
                Until = local,
            },
            zoneId: zoneId
        );
        _wats = await WatsServer.StartAsync(new WatsServerOptions { Clock = _plant.Clock });
        var away = Enumerable.Range(0, outages).Select(_ => Away()).ToList();
        foreach (var (begin, end) in away)
        {
            _events.Add((begin, () => _plant.Server.Faults.RefuseConnections = true));
            _events.Add((end, () => _plant.Server.Faults.RefuseConnections = false));
        }
        for (var outage = 0; outage < outages; outage++)
        {
            // In the first outage VTE and WATS fail at the same time.
            var (begin, end) = outage == 0 ? away[0] : Away();
            _events.Add((begin, () => _wats.Faults.Answer(503, times: null)));
            _events.Add((end, () => _wats.Faults.Clear()));
        }
        Outages = 2 * outages;
        for (var run = 1; run <= runs; run++)
            PlanRun(run, away);
        await LiveAsync(interval);
        return await CompareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Both are null when the test was skipped.
        if (_wats is not null)
            await _wats.DisposeAsync();
        if (_plant is not null)
            await _plant.DisposeAsync();
        _folder.Dispose();
    }

    private (DateTimeOffset Begin, DateTimeOffset End) Away()
    {
        var begin = from + length * (0.05 + 0.7 * _random.NextDouble());
        return (begin, begin + TimeSpan.FromMinutes(_random.Next(5, 150)));
    }

    /// <summary>A run has the station's local time and is committed at once, late, or when VTE is available again.</summary>
    private void PlanRun(int number, List<(DateTimeOffset Begin, DateTimeOffset End)> away)
    {
        var at = from + length * _random.NextDouble();
        var stamp = _zone.Local(at).DateTime;
        // Some stations' clocks are slow, so a run may have a local time in the hour that the DST change skips.
        if (_random.Next(8) == 0)
            stamp = stamp.AddMinutes(-_random.Next(40));
        var committed = at + TimeSpan.FromSeconds(_random.Next(6) == 0 ? _random.Next(7200) : _random.Next(20));
        foreach (var (begin, end) in away.OrderBy(a => a.Begin))
            if (committed >= begin && committed < end)
                committed = end.AddSeconds(1);
        var rows = SamplePlant.LiveRun(number, stamp, _plant.Plant.Seed);
        _events.Add((committed, () => _plant.Database.Insert(rows)));
    }

    private async Task LiveAsync(TimeSpan interval)
    {
        var stop = TestContext.Current.CancellationToken;
        var clock = _plant.Clock;
        clock.Now = from;
        var options = _plant.Options(_folder, DestinationNames.QueueFolder) with
        {
            Schedule = new ScheduleOptions { Interval = interval },
            // Pruning would compare the files' real times with the plant's time.
            State = new StateOptions { Folder = _folder.State, KeepDays = 36_500 },
        };
        options = options with
        {
            Delivery = options.Delivery with { MaxWaiting = 15 },
            // An unreachable server costs real time, and the retries within a cycle are not tested here.
            Vte = options.Vte with
            {
                ConnectionString = options.Vte.ConnectionString + ";Connect Timeout=1",
                Retries = 0,
            },
        };
        var live = new LiveOptions(
            options,
            [],
            () => throw new NotSupportedException(),
            NullLogger<LiveOptions>.Instance
        );
        var book = new HealthState(clock, ProgramFacts.Now(from, interval), null, () => []);
        var cycle = new LoopCycle(
            live,
            o =>
            {
                var parts = new Composition(o, clock, NullLoggerFactory.Instance);
                return (parts.Sync, parts);
            },
            book,
            clock,
            NullLogger<LoopCycle>.Instance
        );
        using var client = new QueueClient(_folder.Destination, _wats.Address);
        var events = new Queue<(DateTimeOffset At, Action Happens)>(_events.OrderBy(e => e.At));
        for (var failedInARow = 0; clock.Now < from + length + Rest; )
        {
            while (events.TryPeek(out var next) && next.At <= clock.Now)
                events.Dequeue().Happens();
            var end = await cycle.RunAsync(CancellationToken.None, stop);
            Cycles++;
            Failed += end.IsGood ? 0 : 1;
            failedInARow = end.IsGood ? 0 : failedInARow + 1;
            await client.DrainAsync(stop);
            clock.Now += Timetable.Wait(end, failedInARow, options.Schedule);
        }
        Assert.Empty(events);
    }

    private async Task<(IReadOnlyList<string>, IReadOnlyList<string>)> CompareAsync()
    {
        var expected = await _plant.UndisturbedAsync();
        var there = _wats.Store.All().ToDictionary(r => r.Header.Id.ToString(), r => r.Sha256);
        // Two runs were in the plant before the first event.
        Assert.Equal(runs + 2, expected.Reports.Count);
        var counters = _wats.Counters.Values;
        var twice = there.Keys.Except(expected.Reports.Keys).Select(id => $"should not be there {id}").ToList();
        if (counters.Accepted != there.Count)
            twice.Add($"{counters.Accepted} uploads for {there.Count} reports");
        if (counters.Quarantined > 0)
            twice.Add($"{counters.Quarantined} reports sent before their time");
        return (
            [.. expected.Differences(new Expected(there, expected.DeadLetters)), .. expected.Forgotten(_folder)],
            twice
        );
    }
}
