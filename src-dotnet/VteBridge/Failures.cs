using VteBridge.Options;

namespace VteBridge;

/// <summary>
/// "Cannot work now": ends the command with its exit code. The message is for the person at the terminal: what happened
/// and what to do. Anything that concerns one run only is a value, never one of these.
/// </summary>
internal abstract class CannotWork(int exitCode, string message, Exception? cause = null) : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>The configuration cannot be used; lists every problem at once.</summary>
internal sealed class OptionsFailure(IReadOnlyList<OptionProblem> problems)
    : CannotWork(
        VteBridge.ExitCode.Usage,
        problems.Count == 1
            ? $"The configuration has a problem:\n  {problems[0]}"
            : $"The configuration has {problems.Count} problems:\n{string.Join('\n', problems.Select(p => $"  {p}"))}"
    )
{
    public IReadOnlyList<OptionProblem> Problems { get; } = problems;
}

/// <summary>What was asked for cannot be done as asked.</summary>
internal sealed class UsageFailure(string message) : CannotWork(VteBridge.ExitCode.Usage, message);

/// <summary>VTE cannot be reached or read, or its schema is not one we can bind to.</summary>
internal sealed class VteFailure(string message, Exception? cause = null)
    : CannotWork(VteBridge.ExitCode.VteUnavailable, message, cause);

/// <summary>The outlet takes nothing at the moment; what was not handed over stays in VTE and is read again.</summary>
internal sealed class OutletFailure(string message, Exception? cause = null)
    : CannotWork(VteBridge.ExitCode.OutletUnavailable, message, cause);

/// <summary>The state folder is damaged, in use, or another installation's.</summary>
internal sealed class StateFailure(string message, Exception? cause = null)
    : CannotWork(VteBridge.ExitCode.Unexpected, message, cause);
