using Microsoft.Extensions.Logging;
using VteBridge.Core;
using VteBridge.State;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.State;

/// <summary>A state folder of one test's own; it does not exist before the store is opened.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public string Path => _root.Of("state");
    public LogLines Logs { get; } = new();

    public string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public StateStore Open(bool startAfresh = false) =>
        StateStore.Open(Path, TimeProvider.System, Logs.CreateLogger("state"), startAfresh);

    /// <summary>What a process leaves behind that is killed after it did something: its files, with nothing closed.</summary>
    public StateFolder Killed(Action<StateStore> work)
    {
        using var store = Open();
        work(store);
        return Copy();
    }

    /// <summary>A copy of the files as another process sees them now. Made by one, since closing a file here would end SQLite's locks on it.</summary>
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

/// <summary>Records to begin with.</summary>
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

    /// <summary>A report, a dead letter of another id and a checkpoint.</summary>
    public static PageRecord Page(int number) =>
        new()
        {
            Reports = [Report(number)],
            DeadLetters = [DeadLetter(1_000 + number)],
            Checkpoint = new CheckpointRecord("runs", Report(number).Timestamp, Id(number).ToString(), Now),
        };
}
