using Serilog.Events;

namespace VteBridge.Configuration;

/// <summary>Section `Log`: what is written to standard error and, by `run` and `sync`, to files. Read when the program starts.</summary>
internal sealed record LogOptions
{
    /// <summary>The least important lines that are written. Debug has a line for each run.</summary>
    public LogEventLevel Level { get; init; } = LogEventLevel.Information;

    /// <summary>The shape of a line.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>The folder of the log files. Empty: `logs` in the state folder.</summary>
    [PathOption]
    public string Folder { get; init; } = "";

    /// <summary>Whether there are log files at all.</summary>
    public bool ToFile { get; init; } = true;

    /// <summary>A file that has become this large is followed by the next.</summary>
    public int MaxFileMegabytes { get; init; } = 20;

    /// <summary>The newest files that are kept.</summary>
    public int MaxFiles { get; init; } = 31;

    /// <summary>How many days files are kept at the most.</summary>
    public int KeepDays { get; init; } = 31;

    public IEnumerable<OptionProblem> Problems() =>
        [
            .. OptionRange.Of("Log:MaxFileMegabytes", MaxFileMegabytes, 1, 1024),
            .. OptionRange.Of("Log:MaxFiles", MaxFiles, 1, 10_000),
            .. OptionRange.Of("Log:KeepDays", KeepDays, 1, 3650),
        ];
}

internal enum LogFormat
{
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
