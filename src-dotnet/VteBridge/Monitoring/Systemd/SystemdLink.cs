using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace VteBridge.Monitoring.Systemd;

/// <summary>
/// Tells systemd how the service is (sd_notify(3)): one datagram of KEY=VALUE lines to the socket that NOTIFY_SOCKET
/// names. Does nothing where there is none.
/// </summary>
internal sealed class SystemdLink(Func<string, string?> environment, int processId)
{
    private readonly string? _socket =
        environment("NOTIFY_SOCKET") is { Length: > 1 } path && path[0] is '/' or '@' ? path : null;

    public static SystemdLink OfThisProcess() => new(Environment.GetEnvironmentVariable, Environment.ProcessId);

    public bool IsThere => _socket is not null && !OperatingSystem.IsWindows();

    /// <summary>How often a sign of life is due: half of what systemd waits; null when it waits for none.</summary>
    public TimeSpan? WatchdogInterval =>
        IsThere
        && long.TryParse(environment("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out var microseconds)
        && microseconds > 0
        && (environment("WATCHDOG_PID") is not { Length: > 0 } pid || pid == $"{processId}")
            ? TimeSpan.FromMicroseconds(microseconds / 2.0)
            : null;

    public void Ready() => Send("READY=1");

    public void Alive() => Send("WATCHDOG=1");

    public void Stopping() => Send("STOPPING=1");

    /// <summary>The line that `systemctl status` shows.</summary>
    public void Status(string text) => Send("STATUS=" + TextSanitiser.OneLine(text));

    /// <summary>A service manager that does not listen is no reason to stop working.</summary>
    private void Send(string message)
    {
        if (!IsThere)
            return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // '@' stands for the zero byte of the abstract namespace.
            socket.Connect(new UnixDomainSocketEndPoint(_socket![0] == '@' ? '\0' + _socket[1..] : _socket));
            socket.Send(Encoding.UTF8.GetBytes(message));
        }
        catch (SocketException)
        {
            // It will notice by itself that no sign of life comes.
        }
    }
}
