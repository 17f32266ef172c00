using System.Runtime.InteropServices;

namespace VteBridge.Hosting;

/// <summary>
/// Handles the signals that ask the program to end: Ctrl+C, SIGTERM from a service manager, a closed terminal or console,
/// the shutdown of Windows. A second Ctrl+C ends it at once, as people expect.
/// </summary>
internal sealed class ShutdownSignals : IDisposable
{
    private static readonly PosixSignal[] Signals =
    [
        PosixSignal.SIGINT,
        PosixSignal.SIGTERM,
        PosixSignal.SIGQUIT,
        PosixSignal.SIGHUP,
    ];

    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(12);

    private readonly CancellationTokenSource _asked = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public ShutdownSignals() => _registrations = [.. Signals.Select(s => PosixSignalRegistration.Create(s, End))];

    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        _ended.Set();
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        if (_asked.IsCancellationRequested && context.Signal == PosixSignal.SIGINT)
            return;
        context.Cancel = true;
        // Not on this thread: the callbacks of a cancelled token can take long, and the next signal must still be handled.
        ThreadPool.QueueUserWorkItem(_ => _asked.Cancel());
        // Windows ends the process as soon as the handler for a closed console or a shutdown returns.
        if (OperatingSystem.IsWindows() && context.Signal is PosixSignal.SIGTERM or PosixSignal.SIGHUP)
            _ended.Wait(LongestEnd);
    }
}
