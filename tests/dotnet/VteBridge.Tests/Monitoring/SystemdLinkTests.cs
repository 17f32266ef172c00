using System.Net.Sockets;
using System.Text;
using VteBridge.Monitoring;
using VteBridge.Monitoring.Snapshots;
using VteBridge.Monitoring.Systemd;
using VteBridge.Tests.Sync;

namespace VteBridge.Tests.Monitoring;

public sealed class SystemdLinkTests : IDisposable
{
    private readonly Dictionary<string, string> _environment = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("vtebridge-notify").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_said_arrives_at_the_socket_that_the_environment_names(bool isAbstract)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no systemd on Windows");
        Assert.SkipWhen(isAbstract && !OperatingSystem.IsLinux(), "abstract sockets are Linux's");
        var name = isAbstract ? $"@vtebridge-{Guid.NewGuid()}" : Path.Combine(_folder, "notify");
        using var systemd = Listen(name);
        var manager = new SystemdLink(_environment.GetValueOrDefault, 42);

        manager.Ready();
        manager.Status("two\nlines");
        manager.Alive();
        manager.Stopping();

        Assert.Equal(
            ["READY=1", "STATUS=two lines", "WATCHDOG=1", "STOPPING=1"],
            Enumerable.Range(0, 4).Select(_ => Read(systemd))
        );
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("30000000", null, 15)]
    [InlineData("30000000", "42", 15)]
    [InlineData("30000000", "43", null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    public void A_sign_of_life_is_due_at_half_of_what_the_watchdog_waits_if_it_is_ours(
        string? microseconds,
        string? pid,
        int? seconds
    )
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no systemd on Windows");
        _environment["NOTIFY_SOCKET"] = "/run/notify";
        if (microseconds is not null)
            _environment["WATCHDOG_USEC"] = microseconds;
        if (pid is not null)
            _environment["WATCHDOG_PID"] = pid;

        var interval = new SystemdLink(_environment.GetValueOrDefault, 42).WatchdogInterval;

        Assert.Equal(seconds, interval?.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative/path")]
    [InlineData("/nowhere/at/all")]
    public void Without_a_service_manager_nothing_happens(string socket)
    {
        _environment["NOTIFY_SOCKET"] = socket;
        var manager = new SystemdLink(_environment.GetValueOrDefault, 42);

        manager.Ready();
        manager.Stopping();

        Assert.Equal(socket.StartsWith('/') && !OperatingSystem.IsWindows(), manager.IsThere);
    }

    [Fact]
    public void A_pass_that_does_not_get_on_gives_no_sign_of_life_but_a_long_wait_does()
    {
        var old = Some.Healthy with { LastSign = Some.Now.AddHours(-3) };

        Assert.True(SystemdReports.IsHanging(old with { Activity = Activity.InCycle }));
        Assert.False(SystemdReports.IsHanging(old));
        Assert.False(SystemdReports.IsHanging(Some.Healthy with { Activity = Activity.InCycle }));
    }

    [Fact]
    public async Task Systemd_hears_that_it_is_ready_then_signs_of_life_then_that_it_stops()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no systemd on Windows");
        using var systemd = Listen(Path.Combine(_folder, "notify"));
        _environment["WATCHDOG_USEC"] = "20000000";
        var time = new FakeTime();
        var book = new HealthState(time, ProgramFacts.Now(time.GetUtcNow(), TimeSpan.FromMinutes(5)), null, () => []);
        using var stop = new CancellationTokenSource();
        var reports = new SystemdReports(new SystemdLink(_environment.GetValueOrDefault, 42), book, time).RunAsync(
            stop.Token
        );

        Assert.Equal(["READY=1", "STATUS=No cycle yet", "WATCHDOG=1"], [Read(systemd), Read(systemd), Read(systemd)]);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["STATUS=No cycle yet", "WATCHDOG=1"], [Read(systemd), Read(systemd)]);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reports);
        Assert.Equal("STOPPING=1", Read(systemd));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Socket Listen(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
        {
            ReceiveTimeout = 60_000,
        };
        socket.Bind(new UnixDomainSocketEndPoint(name[0] == '@' ? '\0' + name[1..] : name));
        _environment["NOTIFY_SOCKET"] = name;
        return socket;
    }

    private static string Read(Socket socket)
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }
}
