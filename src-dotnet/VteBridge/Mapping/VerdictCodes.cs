using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Reads VTE's codes as the configuration lists them; null for a missing code and for one that is not listed.</summary>
internal sealed class VerdictCodes(MappingCodes codes)
{
    private readonly Dictionary<string, Verdict> _result = Table<Verdict>(codes.Result, MappingCodes.OneIsPassed);
    private readonly Dictionary<string, Verdict> _numeric = Table<Verdict>(codes.NumericResultType, null);
    private readonly Dictionary<string, Verdict> _text = Table<Verdict>(codes.TextResultType, MappingCodes.OneIsPassed);
    private readonly Dictionary<string, Verdict> _other = Table<Verdict>(
        codes.OtherResultType,
        MappingCodes.OneIsPassed
    );
    private readonly Dictionary<string, ExitMeaning> _exit = Table<ExitMeaning>(codes.ExitCode, null);

    /// <summary>The result codes that mean Failed.</summary>
    public IReadOnlyList<string> Failed =>
        [.. _result.Where(code => code.Value == Verdict.Failed).Select(code => code.Key)];

    public Verdict? OfResult(string? code) => Look(_result, code);

    /// <summary>0 is a normal end unless the configuration says otherwise.</summary>
    public ExitMeaning? OfExit(string code) => Look(_exit, code) ?? (code == "0" ? ExitMeaning.Normal : null);

    public Verdict? OfStep(StepKind kind, string? code) =>
        kind switch
        {
            StepKind.Numeric => Look(_numeric, code),
            StepKind.Text => Look(_text, code),
            _ => Look(_other, code),
        };

    /// <summary>For limits that cannot decide: the meaning of the code, and for a number whose code is not listed, its meaning for texts.</summary>
    public Verdict? WithoutLimits(StepKind kind, string? code) =>
        OfStep(kind, code) ?? (kind == StepKind.Numeric ? Look(_text, code) : null);

    /// <summary>
    /// Whether the configuration says what the code means. While it lists no codes for numbers, their limits decide, and the codes
    /// listed for texts count as known for numbers too.
    /// </summary>
    public bool IsKnown(StepKind kind, string code) =>
        (kind == StepKind.Numeric && _numeric.Count == 0 ? Look(_text, code) : OfStep(kind, code)) is not null;

    private static T? Look<T>(Dictionary<string, T> table, string? code)
        where T : struct =>
        code is not null && (table.TryGetValue(code, out var meaning) || table.TryGetValue(code.Trim(), out meaning))
            ? meaning
            : null;

    private static Dictionary<string, T> Table<T>(
        IReadOnlyDictionary<string, string> configured,
        IReadOnlyDictionary<string, string>? otherwise
    )
        where T : struct, Enum
    {
        var table = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (code, text) in configured.Count > 0 || otherwise is null ? configured : otherwise)
        {
            if (MappingCodes.TryRead<T>(text, out var meaning))
                table[code.Trim()] = meaning;
        }
        return table;
    }
}
