namespace VteBridge.Core;

/// <summary>
/// A failure that ends the command with its exit code. The message tells the person at the terminal what happened and
/// what to do. A problem with a single run is a value, never one of these exceptions.
/// </summary>
internal abstract class CannotWork(int exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>One problem in the configuration: the key as written in the file (`Vte:TimeZone`), what is wrong, and how to fix it.</summary>
internal sealed record OptionProblem(string Key, string What, string Fix)
{
    public override string ToString() => $"{Key}: {What} {Fix}".TrimEnd();
}

/// <summary>The configuration cannot be used; the message lists every problem at once.</summary>
internal sealed class OptionsFailure(IReadOnlyList<OptionProblem> problems)
    : CannotWork(
        Core.ExitCode.Usage,
        problems.Count == 1
            ? $"The configuration has a problem:\n  {problems[0]}"
            : $"The configuration has {problems.Count} problems:\n{string.Join('\n', problems.Select(p => $"  {p}"))}"
    )
{
    public IReadOnlyList<OptionProblem> Problems { get; } = problems;
}

/// <summary>The request itself is wrong: flags, arguments or files that cannot be used as given.</summary>
internal sealed class UsageFailure(string message) : CannotWork(Core.ExitCode.Usage, message);

/// <summary>VTE cannot be reached or read, or its schema lacks something that VteBridge needs.</summary>
internal sealed class VteFailure(string message, Exception? cause = null)
    : CannotWork(Core.ExitCode.VteUnavailable, message, cause);

/// <summary>The destination accepts nothing at the moment. Runs that were not queued stay in VTE and are read again.</summary>
internal sealed class DestinationFailure(string message, Exception? cause = null)
    : CannotWork(Core.ExitCode.DestinationUnavailable, message, cause);

/// <summary>The state folder is damaged, in use, or belongs to another installation.</summary>
internal sealed class StateFailure(string message, Exception? cause = null)
    : CannotWork(Core.ExitCode.Unexpected, message, cause);

/// <summary>The exit codes of the process; the README has the same table.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Unexpected = 1;
    public const int Usage = 2;
    public const int VteUnavailable = 3;
    public const int DestinationUnavailable = 4;
    public const int DeadLetters = 5;
    public const int Interrupted = 130;
}
