namespace VteBridge.Benchmarks.Children;

/// <summary>One of the things that a measured process is to do.</summary>
/// <param name="Connection">Of the simulated VTE; of the simulated WATS for uploads.</param>
/// <param name="Folder">For what the task writes; its own, emptied before each measurement.</param>
/// <param name="Recording">Where <see cref="Recorder"/> left the statements and reports that the floor repeats.</param>
/// <param name="Runs">How many runs the task is to take, where it can choose.</param>
/// <param name="OneFile">Export: all reports as lines of one file, as the baseline writes them, in place of a file for each.</param>
/// <param name="IsWarmUp">Nobody looks at the result: where the task is long, a part of it will do.</param>
internal sealed record ChildTask(
    string Name,
    string Connection,
    string Folder,
    string Recording = "",
    bool Flush = false,
    bool OneFile = false,
    int Runs = int.MaxValue,
    bool IsWarmUp = false
);

/// <summary>What one measured process is to do, queued as JSON on its command line: all tasks in turn, round after round.</summary>
/// <param name="WarmUps">Rounds at first that nobody looks at: they are for the just-in-time compiler.</param>
internal sealed record ChildOrder(IReadOnlyList<ChildTask> Tasks, int WarmUps, int Rounds);
