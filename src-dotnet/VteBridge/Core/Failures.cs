namespace VteBridge.Core;

/// <summary>
/// "Cannot work now": ends the command with its exit code. The message is for the person at the terminal: what happened
/// and what to do. Anything that concerns one run only is a value, never one of these.
/// </summary>
internal abstract class CannotWork(int exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>One thing wrong with the configuration: the key as written in the file (`Vte:TimeZone`), what is wrong, how to mend it.</summary>
internal sealed record OptionProblem(string Key, string What, string Fix)
{
    public override string ToString() => $"{Key}: {What} {Fix}".TrimEnd();
}

/// <summary>The configuration cannot be used; lists every problem at once.</summary>
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

/// <summary>What was asked for cannot be done as asked.</summary>
internal sealed class UsageFailure(string message) : CannotWork(Core.ExitCode.Usage, message);

/// <summary>VTE cannot be reached or read, or its schema is not one we can bind to.</summary>
internal sealed class VteFailure(string message, Exception? cause = null)
    : CannotWork(Core.ExitCode.VteUnavailable, message, cause);

/// <summary>The destination takes nothing at the moment; what was not queued stays in VTE and is read again.</summary>
internal sealed class DestinationFailure(string message, Exception? cause = null)
    : CannotWork(Core.ExitCode.DestinationUnavailable, message, cause);

/// <summary>The state folder is damaged, in use, or another installation's.</summary>
internal sealed class StateFailure(string message, Exception? cause = null)
    : CannotWork(Core.ExitCode.Unexpected, message, cause);

/// <summary>What the process tells its caller; the README's table says the same.</summary>
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
