namespace VteBridge.Doctor;

internal enum Level
{
    Ok,
    Warning,
    Error,
}

/// <summary>One thing that `doctor` looked at: what it found, and what to do about it (empty when there is nothing to do).</summary>
/// <param name="ExitCode">What the program would end with because of it.</param>
internal sealed record Finding(Level Level, string Check, string Evidence, string Advice = "", int ExitCode = 0)
{
    public static Finding Ok(string check, string evidence) => new(Level.Ok, check, evidence);

    public static Finding Of(string check, CannotWork failure) =>
        new(Level.Error, check, failure.Message, "", failure.ExitCode);

    public object Json() =>
        new
        {
            level = Level.ToString().ToLowerInvariant(),
            check = Check,
            evidence = Evidence,
            advice = Advice,
        };
}
