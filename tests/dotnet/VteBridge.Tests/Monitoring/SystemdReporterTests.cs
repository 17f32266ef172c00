using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting.Systemd;
using VteBridge.Monitoring;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

public sealed class SystemdReporterTests
{
    private readonly Dictionary<string, string> _environment = [];
    private readonly FakeTime _time = new();
    private readonly Systemd _systemd = new();

    [Theory]
    [InlineData(null, false, null)]
    [InlineData("30000000", false, 15)]
    [InlineData("30000000", true, 15)]
    [InlineData("0", false, null)]
    [InlineData("soon", false, null)]
    public void A_sign_of_life_is_due_at_half_the_watchdog_time(string? microseconds, bool isOurs, int? seconds)
    {
        if (microseconds is not null)
            _environment["WATCHDOG_USEC"] = microseconds;
        if (isOurs)
            _environment["WATCHDOG_PID"] = $"{Environment.ProcessId}";

        Assert.Equal(seconds, Reporter().WatchdogInterval?.TotalSeconds);
    }

    [Fact]
    public void The_watchdog_of_another_process_is_not_ours()
    {
        _environment["WATCHDOG_USEC"] = "30000000";
        _environment["WATCHDOG_PID"] = "1";

        Assert.Null(Reporter().WatchdogInterval);
    }

    [Fact]
    public void Only_a_cycle_without_progress_gives_no_sign_of_life()
    {
        var old = Some.Healthy with { LastActivity = Some.Now.AddHours(-3) };

        Assert.True(SystemdReporter.IsHanging(old with { Activity = Activity.Syncing }));
        Assert.False(SystemdReporter.IsHanging(old));
        Assert.False(SystemdReporter.IsHanging(Some.Healthy with { Activity = Activity.Syncing }));
    }

    [Fact]
    public async Task Systemd_is_told_ready_then_alive_then_stopping()
    {
        _environment["WATCHDOG_USEC"] = "20000000";
        using var stop = new CancellationTokenSource();
        var reports = Reporter().RunAsync(stop.Token);

        Assert.Equal(["READY=1", "STATUS=No sync yet", "WATCHDOG=1"], _systemd.Take(3));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["STATUS=No sync yet", "WATCHDOG=1"], _systemd.Take(2));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reports);
        Assert.Equal(["STOPPING=1"], _systemd.Take(1));
    }

    private SystemdReporter Reporter() =>
        new(
            _systemd,
            _environment.GetValueOrDefault,
            new HealthState(_time, ProgramFacts.Now(_time.GetUtcNow(), TimeSpan.FromMinutes(5)), null, () => []),
            _time
        );

    private sealed class Systemd : ISystemdNotifier
    {
        private readonly BlockingCollection<string> _messages = [];

        public bool IsEnabled => true;

        public void Notify(ServiceState state) => _messages.Add(state.ToString());

        public IReadOnlyList<string> Take(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => _messages.Take(TestContext.Current.CancellationToken))];
    }
}
