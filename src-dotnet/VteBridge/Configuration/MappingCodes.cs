namespace VteBridge.Configuration;

/// <summary>
/// Section `Mapping:Codes`: what VTE's codes mean, by the code as text. A table that is configured replaces the
/// default of that table altogether; one that is not, or is empty, keeps it.
/// </summary>
/// <remarks>
/// Meanings are kept as the text that was configured: read as an enum, a "1" would silently be the enum's second member.
/// </remarks>
internal sealed record MappingCodes
{
    /// <summary>IndexData.Result: Passed, Failed, Error or Terminated. Default: 1 Passed, 0 Failed. Every other code is Error.</summary>
    public IReadOnlyDictionary<string, string> Result { get; init; } = None;

    /// <summary>IndexData.ExitCode: Normal, Aborted (Terminated) or Fault (Error). Default: 0 Normal. Every other code leaves the verdict to Result.</summary>
    public IReadOnlyDictionary<string, string> ExitCode { get; init; } = None;

    /// <summary>TestResultType of numbers: Passed, Failed, Done, Skipped, Error or Terminated. Default: none, so that the limits decide.</summary>
    public IReadOnlyDictionary<string, string> NumericResultType { get; init; } = None;

    /// <summary>TestResultType of texts. Default: 1 Passed, 0 Failed.</summary>
    public IReadOnlyDictionary<string, string> TextResultType { get; init; } = None;

    /// <summary>TestResultType of everything else. Default: 1 Passed, 0 Failed.</summary>
    public IReadOnlyDictionary<string, string> OtherResultType { get; init; } = None;

    /// <summary>VEE's own sequencer logs a cycle as 1 and a fail as 0.</summary>
    public static readonly IReadOnlyDictionary<string, string> OneIsPassed = new Dictionary<string, string>
    {
        ["1"] = nameof(Verdict.Passed),
        ["0"] = nameof(Verdict.Failed),
    };

    private static readonly Dictionary<string, string> None = [];

    /// <summary>Reads a member's name, case ignored; not its number.</summary>
    public static bool TryRead<T>(string? text, out T meaning)
        where T : struct, Enum
    {
        meaning = default;
        return text?.Trim() is [var first, ..] name
            && char.IsLetter(first)
            && !name.Contains(',')
            && Enum.TryParse(name, ignoreCase: true, out meaning);
    }
}
