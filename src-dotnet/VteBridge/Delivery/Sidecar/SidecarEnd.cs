using VteBridge.State;

namespace VteBridge.Delivery.Sidecar;

/// <summary>How the sidecar ended: its exit code (null when it had none, killed or never started) and the end of its standard error.</summary>
internal sealed record SidecarEnd(int? Code, string Errors)
{
    /// <summary>It did what it was asked to do; single reports may have been refused.</summary>
    public bool IsGood => Code is ExitCode.Done or ExitCode.DeadLetters;

    /// <summary>Somebody else uploads what is in the folder, which is as good. The words are those of the sidecar's folder_lock.py.</summary>
    public bool IsDrainedByAnother =>
        Code == ExitCode.DestinationUnavailable && Errors.Contains("another drainer", StringComparison.Ordinal);

    /// <summary>The last thing that it said, without the level in front of it; all of it is in the log.</summary>
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
