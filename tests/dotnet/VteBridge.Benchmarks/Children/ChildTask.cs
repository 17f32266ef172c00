namespace VteBridge.Benchmarks.Children;

/// <summary>What one measured process is to do; handed over as JSON on its command line.</summary>
/// <param name="Connection">Of the simulated VTE.</param>
/// <param name="Folder">For what the task writes; its own, emptied before each measurement.</param>
/// <param name="Recording">Where <see cref="Recorder"/> left the statements and reports that the floor repeats.</param>
/// <param name="Runs">How many runs the task is to take, where it can choose.</param>
internal sealed record ChildTask(
    string Name,
    string Connection,
    string Folder,
    string Recording = "",
    bool Flush = false,
    int WarmUps = 3,
    int Runs = int.MaxValue
);
