using System.ComponentModel;
using System.Runtime.CompilerServices;
using VteBridge.Configuration;
using VteBridge.State;

namespace VteBridge.Delivery.Sidecar;

/// <summary>Runs the Python sidecar, one command at a time, and makes sure that no child process outlives its command.</summary>
internal sealed class SidecarProcess(SidecarOptions options, TimeProvider time, ILogger<SidecarProcess> log)
{
    private const int KeptErrorLines = 20;

    private readonly PythonEnvironment _python = PythonEnvironment.Find(options);
    private readonly Queue<string> _errors = new();

    /// <summary>How the last run ended; null before the end of the first one.</summary>
    public SidecarEnd? End { get; private set; }

    /// <summary>
    /// Runs one command and yields the lines of its standard output as they come. Never throws for what the child does:
    /// <see cref="End"/> says afterwards how it ended. Cancelling ends the child and then throws
    /// OperationCanceledException.
    /// </summary>
    /// <param name="input">The whole standard input; null keeps it open and empty until the child is to end.</param>
    /// <param name="longestLine">Longer lines are cut, so that a faulty child cannot fill the memory.</param>
    public async IAsyncEnumerable<string> LinesAsync(
        string[] arguments,
        string? input,
        [EnumeratorCancellation] CancellationToken stop,
        int longestLine = BoundedLines.MaxLength
    )
    {
        End = null;
        _errors.Clear();
        using var run = Start(arguments, input, longestLine);
        if (run is null)
            yield break;
        try
        {
            while (await NextAsync(run, stop) is { } line)
                yield return line;
            await FinishAsync(run, stop);
        }
        finally
        {
            // Also when the caller stops reading early.
            await StopAsync(run);
        }
    }

    private SidecarRun? Start(string[] arguments, string? input, int longestLine)
    {
        try
        {
            return new SidecarRun(_python, arguments, input, Keep, longestLine);
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

    private void Keep(string error)
    {
        log.LogDebug("Sidecar: {Line}", error);
        lock (_errors)
        {
            if (_errors.Count == KeptErrorLines)
                _errors.Dequeue();
            _errors.Enqueue(error);
        }
    }

    /// <summary>Null when there are no more lines, or when none came within SilenceTimeout.</summary>
    private async Task<string?> NextAsync(SidecarRun run, CancellationToken stop)
    {
        try
        {
            var more = run.Lines.WaitToReadAsync(stop).AsTask();
            return await more.WaitAsync(options.SilenceTimeout, time, stop) && run.Lines.TryRead(out var line)
                ? line
                : null;
        }
        catch (TimeoutException)
        {
            End = new SidecarEnd(null, $"the sidecar wrote nothing for {options.SilenceTimeout} and was stopped");
            return null;
        }
    }

    private async Task FinishAsync(SidecarRun run, CancellationToken stop)
    {
        if (End is not null)
            return;
        try
        {
            var result = await run.Ended.WaitAsync(options.StopTimeout, time, stop);
            lock (_errors)
                End = new SidecarEnd(result.ExitCode, string.Join('\n', _errors));
        }
        catch (TimeoutException)
        {
            End = new SidecarEnd(null, "the sidecar closed its output but did not end, and was stopped");
        }
    }

    /// <summary>Asks the child to end; if it does not within StopTimeout, kills it and its children.</summary>
    private async Task StopAsync(SidecarRun run)
    {
        if (run.Ended.IsCompleted)
            return;
        run.CloseInput();
        var discarded = run.DiscardLinesAsync();
        try
        {
            await run.Ended.WaitAsync(options.StopTimeout, time);
        }
        catch (TimeoutException)
        {
            log.LogWarning("The sidecar did not end within {Timeout} and is killed", options.StopTimeout);
            await run.KillAsync();
        }
        // A killed child makes Ended throw. That does not matter here: only that it has ended.
        await run.Ended.ContinueWith(
            static _ => { },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        await discarded;
    }
}

/// <summary>
/// How the sidecar ended: its exit code (null if it was stopped or never started) and the last lines of its standard
/// error.
/// </summary>
internal sealed record SidecarEnd(int? Code, string Errors)
{
    /// <summary>Whether it did its work; single reports may have been rejected.</summary>
    public bool IsGood => Code is ExitCode.Done or ExitCode.DeadLetters;

    /// <summary>
    /// Whether another process already drains the folder, which serves as well. The words come from the sidecar's
    /// folder_lock.py.
    /// </summary>
    public bool IsDrainedByAnother =>
        Code == ExitCode.DestinationUnavailable && Errors.Contains("another drainer", StringComparison.Ordinal);

    /// <summary>The last line of its standard error, without the log level; the whole text is in the log.</summary>
    public string Why =>
        (Errors.Trim(), Code) switch
        {
            ("", null) => "the sidecar ended without a word",
            ("", var code) => $"the sidecar ended with code {code} and without a word",
            (var errors, _) => WithoutLevel(errors.Split('\n')[^1].Trim()),
        };

    private static string WithoutLevel(string line) =>
        line.Split(' ', 2) is ["DEBUG" or "INFO" or "WARNING" or "ERROR" or "CRITICAL", var text] ? text : line;
}
