using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using Medallion.Shell;
using Microsoft.Extensions.Logging;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>
/// Runs the Python sidecar: the only class that knows how child processes are run (docs/decisions.md). Its standard
/// input stays open for as long as it is wanted; closing it asks the sidecar to end, on every operating system alike.
/// </summary>
internal sealed class SidecarProcess(SidecarOptions options, TimeProvider time, ILogger<SidecarProcess> log)
{
    private const int KeptErrorLines = 20;

    private readonly PythonEnvironment _python = PythonEnvironment.Find(options);
    private readonly Queue<string> _errors = new();

    /// <summary>How the last run ended; null while none has.</summary>
    public SidecarEnd? End { get; private set; }

    /// <summary>
    /// The lines that one run writes to standard output, as they come. Never throws for what the child does: how it
    /// ended is in <see cref="End"/> afterwards. Stopping ends the child and then throws OperationCanceledException.
    /// </summary>
    public async IAsyncEnumerable<string> LinesAsync(
        string[] arguments,
        string? input,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        End = null;
        _errors.Clear();
        if (Start(arguments) is not { } command)
            yield break;
        try
        {
            var errors = CollectErrorsAsync(command);
            if (input is not null)
                await SendAsync(command, input);
            // Not disposed: it holds nothing, and when the child is stopped while we wait for its next line, disposing throws.
            var lines = BoundedLines.ReadAsync(command.StandardOutput).GetAsyncEnumerator(stop);
            while (await NextAsync(lines, command, stop))
                yield return lines.Current;
            await FinishAsync(command, errors, stop);
        }
        finally
        {
            // Also when the caller wants no more lines: no child outlives its use.
            if (!command.Task.IsCompleted)
                await StopAsync(command);
            ((IDisposable)command).Dispose();
        }
    }

    private Command? Start(string[] arguments)
    {
        try
        {
            string[] all = [.. Launcher(), "-m", "vtebridge_sidecar", .. arguments];
            return Command.Run(
                _python.Python,
                all,
                o => o.ThrowOnError(false).Encoding(new UTF8Encoding(false)).StartInfo(Prepare).DisposeOnExit(false)
            );
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            End = new SidecarEnd(
                null,
                $"'{_python.Python}' cannot be started ({e.Message}). Install Python 3.10 or later and run scripts/setup-sidecar, or set Delivery:Sidecar:Python."
            );
            return null;
        }
    }

    /// <summary>Windows' `py` starts the newest Python 3 when told so.</summary>
    private string[] Launcher() => Path.GetFileNameWithoutExtension(_python.Python) == "py" ? ["-3"] : [];

    private void Prepare(ProcessStartInfo start)
    {
        // Our own configuration holds the way into VTE, which is none of the child's business.
        foreach (
            var name in start
                .Environment.Keys.Where(k =>
                    k.StartsWith(OptionsLoader.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
                )
                .ToList()
        )
            start.Environment.Remove(name);
        start.Environment["PYTHONUTF8"] = "1";
        start.Environment["PYTHONUNBUFFERED"] = "1";
        if (_python.PackagePath is { } path)
            start.Environment["PYTHONPATH"] =
                start.Environment.TryGetValue("PYTHONPATH", out var own) && own != ""
                    ? path + Path.PathSeparator + own
                    : path;
    }

    private static async Task SendAsync(Command command, string input)
    {
        try
        {
            await command.StandardInput.WriteAsync(input);
            command.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child has ended already; its exit code and standard error say why.
        }
    }

    /// <summary>False when there are no more lines, or none came for too long and the child was stopped.</summary>
    private async Task<bool> NextAsync(IAsyncEnumerator<string> lines, Command command, CancellationToken stop)
    {
        var next = lines.MoveNextAsync().AsTask();
        try
        {
            return await next.WaitAsync(options.SilenceTimeout, time, stop);
        }
        catch (TimeoutException)
        {
            End = new SidecarEnd(null, $"the sidecar settled nothing for {options.SilenceTimeout} and was stopped");
            await StopAsync(command);
            return false;
        }
        catch (OperationCanceledException)
        {
            await StopAsync(command);
            throw;
        }
    }

    private async Task FinishAsync(Command command, Task errors, CancellationToken stop)
    {
        try
        {
            await command.Task.WaitAsync(options.StopTimeout, time, stop);
            await errors.WaitAsync(options.StopTimeout, time, stop);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await StopAsync(command);
            stop.ThrowIfCancellationRequested();
            End ??= new SidecarEnd(null, "the sidecar closed its output but did not end, and was stopped");
            return;
        }
        End ??= new SidecarEnd(command.Result.ExitCode, string.Join('\n', _errors));
    }

    private async Task StopAsync(Command command)
    {
        try
        {
            command.StandardInput.Close();
            await command.Task.WaitAsync(options.StopTimeout, time);
        }
        catch (Exception e) when (e is TimeoutException or IOException or ObjectDisposedException)
        {
            log.LogWarning("The sidecar did not end within {Timeout} and is killed", options.StopTimeout);
            command.Kill();
        }
    }

    private async Task CollectErrorsAsync(Command command)
    {
        await foreach (var line in BoundedLines.ReadAsync(command.StandardError))
        {
            log.LogDebug("Sidecar: {Line}", line);
            if (_errors.Count == KeptErrorLines)
                _errors.Dequeue();
            _errors.Enqueue(line);
        }
    }
}
