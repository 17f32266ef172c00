using System.Globalization;
using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// The limits of one number, without those that stand for none. Low and High as in VTE; LowText and HighText hold what stands
/// there instead of a number.
/// </summary>
internal sealed record Limits(CompOp CompOp, double Low, double High, string? LowText = null, string? HighText = null)
{
    public bool IsReversed => CompOp >= CompOp.GELE && Low > High;
    public bool IsUnreadable => LowText is not null || HighText is not null;
    public bool Exist => CompOp != CompOp.LOG || IsUnreadable;

    /// <summary>Where WATS wants the limit: one alone stands in lowLimit, also one from above.</summary>
    public double WatsLow => CompOp is CompOp.LE or CompOp.LT ? High : Low;

    /// <summary>Passed or Failed; null when there are no limits, they contradict each other, or one that cannot be read would decide.</summary>
    public Verdict? Judge(double value)
    {
        if (CompOp == CompOp.LOG || IsReversed)
            return null;
        var inside = CompOp switch
        {
            CompOp.GE => value >= Low,
            CompOp.GT => value > Low,
            CompOp.LE => value <= High,
            CompOp.LT => value < High,
            CompOp.GELE => value >= Low && value <= High,
            CompOp.GELT => value >= Low && value < High,
            CompOp.GTLE => value > Low && value <= High,
            _ => value > Low && value < High,
        };
        return !inside ? Verdict.Failed
            : IsUnreadable ? null
            : Verdict.Passed;
    }

    /// <summary>As in VTE, in words.</summary>
    public string Describe()
    {
        var hasLow = CompOp is not (CompOp.LOG or CompOp.LE or CompOp.LT);
        var hasHigh = CompOp is not (CompOp.LOG or CompOp.GE or CompOp.GT);
        var low =
            LowText is not null ? $"low \"{LowText}\""
            : hasLow ? Words("low", Low)
            : null;
        var high =
            HighText is not null ? $"high \"{HighText}\""
            : hasHigh ? Words("high", High)
            : null;
        return low is null && high is null ? "none" : string.Join(", ", new[] { low, high }.OfType<string>());
    }

    private static string Words(string which, double limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{which} {limit:R}");
}

/// <summary>Reads a step's limits by the configured rule.</summary>
internal sealed class LimitReader(MappingOptions options)
{
    private static readonly Limits None = new(CompOp.LOG, 0, 0);
    private readonly double[] _absent =
        options.AbsentLimits.Count > 0 ? [.. options.AbsentLimits] : [double.MaxValue, 9.9E37];
    private readonly bool _lowIn = options.Limits is LimitRule.Inclusive or LimitRule.LowInclusive;
    private readonly bool _highIn = options.Limits is LimitRule.Inclusive or LimitRule.HighInclusive;

    public Limits Read(TestStep step)
    {
        var low = IsLimit(step.LowLimit) ? step.LowLimit : null;
        var high = IsLimit(step.HighLimit) ? step.HighLimit : null;
        var (lowText, highText) = (Text(step.LowLimitText), Text(step.HighLimitText));
        if (low is null && high is null && lowText is null && highText is null)
            return None;
        var compOp = (low, high) switch
        {
            (null, null) => CompOp.LOG,
            (_, null) => _lowIn ? CompOp.GE : CompOp.GT,
            (null, _) => _highIn ? CompOp.LE : CompOp.LT,
            _ => _lowIn ? (_highIn ? CompOp.GELE : CompOp.GELT) : (_highIn ? CompOp.GTLE : CompOp.GTLT),
        };
        return new Limits(compOp, low ?? 0, high ?? 0, lowText, highText);
    }

    private static string? Text(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : WsjfText.Cut(WsjfText.Clean(text.Trim()), WsjfLimits.Text);

    private bool IsLimit(double? limit)
    {
        if (limit is not { } value || !double.IsFinite(value))
            return false;
        foreach (var absent in _absent)
            if (Sentinel.Is(value, absent))
                return false;
        return true;
    }
}
