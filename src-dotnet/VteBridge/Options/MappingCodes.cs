using VteBridge.Wsjf;

namespace VteBridge.Options;

/// <summary>
/// Section `Mapping:Codes`: what VTE's codes mean, by the code as text. A table that is configured replaces the
/// default of that table altogether; one that is not, or is empty, keeps it.
/// </summary>
internal sealed record MappingCodes
{
    /// <summary>IndexData.Result. Default: 1 Passed, 0 Failed. Every other code is Error.</summary>
    public IReadOnlyDictionary<string, Verdict> Result { get; init; } = None;

    /// <summary>IndexData.ExitCode. Default: 0 Normal. Every other code leaves the verdict to Result.</summary>
    public IReadOnlyDictionary<string, ExitMeaning> ExitCode { get; init; } = new Dictionary<string, ExitMeaning>();

    /// <summary>TestResultType of numbers. Default: none, so that the limits decide.</summary>
    public IReadOnlyDictionary<string, Verdict> NumericResultType { get; init; } = None;

    /// <summary>TestResultType of texts. Default: 1 Passed, 0 Failed.</summary>
    public IReadOnlyDictionary<string, Verdict> TextResultType { get; init; } = None;

    /// <summary>TestResultType of everything else. Default: 1 Passed, 0 Failed.</summary>
    public IReadOnlyDictionary<string, Verdict> OtherResultType { get; init; } = None;

    /// <summary>VEE's own sequencer logs a pass as 1 and a fail as 0.</summary>
    public static readonly IReadOnlyDictionary<string, Verdict> OneIsPassed = new Dictionary<string, Verdict>
    {
        ["1"] = Verdict.Passed,
        ["0"] = Verdict.Failed,
    };

    private static readonly Dictionary<string, Verdict> None = [];
}
