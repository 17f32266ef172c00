namespace VteBridge.Doctor;

internal enum Level
{
    Ok,
    Warning,
    Error,
}

/// <summary>What a finding is about, in the order in which they are shown.</summary>
internal enum FindingGroup
{
    Configuration,
    Machine,
    Vte,
    Data,
    Destination,
    Wats,
}

/// <summary>One thing that `doctor` checked.</summary>
/// <param name="Check">A short name for it.</param>
/// <param name="What">What was found.</param>
/// <param name="Fix">What to do about it; empty when there is nothing to do.</param>
/// <param name="ExitCode">What the program would end with because of it.</param>
internal sealed record Finding(
    FindingGroup Group,
    Level Level,
    string Check,
    string What,
    string Fix = "",
    int ExitCode = 0
)
{
    public static Finding Ok(FindingGroup group, string check, string what) => new(group, Level.Ok, check, what);

    public static Finding Warning(FindingGroup group, string check, string what, string fix) =>
        new(group, Level.Warning, check, what, fix);

    public static Finding Of(FindingGroup group, string check, CannotWork failure) =>
        new(group, Level.Error, check, failure.Message, "", failure.ExitCode);

    public object Json() =>
        new
        {
            group = Group.ToString().ToLowerInvariant(),
            level = Level.ToString().ToLowerInvariant(),
            check = Check,
            what = What,
            fix = Fix,
        };
}
