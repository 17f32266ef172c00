using Microsoft.Extensions.Logging;
using VteBridge.Core;
using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.State;

/// <summary>A state folder for one test; it does not exist before the store is opened.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public string Path => _root.Of("state");
    public LogLines Logs { get; } = new();

    public string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public StateStore Open(bool startAfresh = false) =>
        StateStore.Open(Path, TimeProvider.System, Logs.CreateLogger("state"), startAfresh);

    /// <summary>The state folder of a process that is killed after <paramref name="work"/>: the files, with nothing closed.</summary>
    public StateFolder Killed(Action<StateStore> work)
    {
        using var store = Open();
        work(store);
        return Copy();
    }

    /// <summary>
    /// Copies the files as another process sees them now. A child process copies them, because closing a file in this process would release
    /// SQLite's locks on it.
    /// </summary>
    public StateFolder Copy()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files that SQLite holds cannot be copied there");
        var copy = new StateFolder();
        using var process = System.Diagnostics.Process.Start("cp", ["-a", Path, copy.Path]);
        process.WaitForExit();
        return copy;
    }

    public void Dispose() => _root.Dispose();
}

/// <summary>Sample records.</summary>
internal static class Some
{
    public static readonly DateTime Time = new(2026, 2, 2, 10, 0, 0);
    public static readonly DateTimeOffset Now = new(2026, 2, 2, 11, 0, 0, TimeSpan.Zero);

    public static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    public static ReportRecord Report(int number) =>
        new(
            Id(number),
            ReportKind.Run,
            Time.AddMinutes(number),
            "Plan",
            $"header of {number}",
            $"facts of {number}",
            $"bytes of {number}",
            Outcome.Queued,
            Verdict.Passed,
            [],
            Now
        );

    public static DeadLetterRecord DeadLetter(int number) =>
        new(
            Id(number),
            ReportKind.Run,
            $"source {number}",
            Time.AddMinutes(number),
            "SN",
            "Station",
            "Plan",
            "no-product",
            $"what {number}",
            "fix",
            Now
        );

    /// <summary>A page with one report, one dead letter of another id, and a checkpoint.</summary>
    public static PageRecord Page(int number) =>
        new()
        {
            Reports = [Report(number)],
            DeadLetters = [DeadLetter(1_000 + number)],
            Checkpoint = new CheckpointRecord("runs", Report(number).Timestamp, Id(number).ToString(), Now),
        };
}
