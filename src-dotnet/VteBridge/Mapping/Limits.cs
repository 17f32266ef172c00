using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// The limits of one number as VTE has them; values that stand for "no limit" are left out. LowText and HighText hold the text
/// of a limit that is there but is no number.
/// </summary>
internal sealed record Limits(
    double? Low,
    double? High,
    LimitRule Rule,
    string? LowText = null,
    string? HighText = null
)
{
    private bool IsLowIn => Rule is LimitRule.Inclusive or LimitRule.LowInclusive;
    private bool IsHighIn => Rule is LimitRule.Inclusive or LimitRule.HighInclusive;

    public bool IsReversed => Low > High;
    public bool IsUnreadable => LowText is not null || HighText is not null;
    public bool Exist => CompOp != CompOp.LOG || IsUnreadable;

    /// <summary>WATS wants a single limit in lowLimit, even if it is an upper one.</summary>
    public double WatsLow => Low ?? High ?? 0;

    public CompOp CompOp =>
        (Low, High) switch
        {
            (null, null) => CompOp.LOG,
            (_, null) => IsLowIn ? CompOp.GE : CompOp.GT,
            (null, _) => IsHighIn ? CompOp.LE : CompOp.LT,
            _ when IsLowIn => IsHighIn ? CompOp.GELE : CompOp.GELT,
            _ => IsHighIn ? CompOp.GTLE : CompOp.GTLT,
        };

    /// <summary>
    /// Passed or Failed. Null when there are no limits, when they are reversed, or when the value meets the readable limit and
    /// the other one cannot be read.
    /// </summary>
    public Verdict? Judge(double value)
    {
        if (CompOp == CompOp.LOG || IsReversed)
            return null;
        var isInside =
            (Low is not { } low || value > low || (IsLowIn && value == low))
            && (High is not { } high || value < high || (IsHighIn && value == high));
        return !isInside ? Verdict.Failed
            : IsUnreadable ? null
            : Verdict.Passed;
    }

    /// <summary>The limits as VTE has them, in words.</summary>
    public string Describe()
    {
        string?[] both = [Words("low", Low, LowText), Words("high", High, HighText)];
        return Exist ? string.Join(", ", both.OfType<string>()) : "none";
    }

    private static string? Words(string which, double? limit, string? text) =>
        text is not null ? $"{which} \"{text}\""
        : limit is { } number ? string.Create(CultureInfo.InvariantCulture, $"{which} {number:R}")
        : null;
}

/// <summary>Reads a step's limits by the configured rule.</summary>
internal sealed class LimitReader(MappingOptions options)
{
    private readonly Limits _none = new(null, null, options.Limits);
    private readonly double[] _absent =
        options.AbsentLimits.Count > 0 ? [.. options.AbsentLimits] : [double.MaxValue, 9.9E37];

    public Limits Read(TestStep step)
    {
        var limits = new Limits(
            Limit(step.LowLimit),
            Limit(step.HighLimit),
            options.Limits,
            Text(step.LowLimitText),
            Text(step.HighLimitText)
        );
        return limits.Exist ? limits : _none;
    }

    private static string? Text(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : WsjfText.Cut(WsjfText.Clean(text.Trim()), WsjfLimits.Text);

    private double? Limit(double? limit)
    {
        if (limit is not { } value || !double.IsFinite(value))
            return null;
        foreach (var absent in _absent)
            if (Sentinel.Is(value, absent))
                return null;
        return value;
    }
}

/// <summary>Numbers that VEE and SCPI instruments use for "not a number" and "infinity".</summary>
internal static class Sentinel
{
    private const double Infinity = 9.9E37;
    private const double NotANumber = 9.91E37;

    /// <summary>What the value stands for: NaN, Infinity or -Infinity; null for an ordinary number.</summary>
    public static string? Meaning(double value) =>
        double.IsNaN(value) || Is(value, NotANumber) ? "NaN"
        : double.IsInfinity(value) || Is(value, Infinity) ? (value > 0 ? "Infinity" : "-Infinity")
        : null;

    /// <summary>Compares without the sign. Also matches a sentinel that a single-precision column has rounded.</summary>
    public static bool Is(double value, double sentinel)
    {
        if (Math.Abs(value) == Math.Abs(sentinel))
            return true;
        var single = (float)Math.Abs(sentinel);
        return float.IsFinite(single) && Math.Abs(value) == single;
    }
}
