using VteBridge.Configuration;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The limits of one number, without those that stand for none. Low and High as in VTE.</summary>
internal readonly record struct Limits(CompOp CompOp, double Low, double High)
{
    public bool IsReversed => CompOp >= CompOp.GELE && Low > High;

    /// <summary>Where WATS wants the limit: one alone stands in lowLimit, also one from above.</summary>
    public double WatsLow => CompOp is CompOp.LE or CompOp.LT ? High : Low;

    /// <summary>Passed or Failed; null when there are no limits or they contradict each other.</summary>
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
        return inside ? Verdict.Passed : Verdict.Failed;
    }
}

/// <summary>Reads a step's limits by the configured rule.</summary>
internal sealed class LimitReader(MappingOptions options)
{
    private readonly double[] _absent =
        options.AbsentLimits.Count > 0 ? [.. options.AbsentLimits] : [double.MaxValue, 9.9E37];
    private readonly bool _lowIn = options.Limits is LimitRule.Inclusive or LimitRule.LowInclusive;
    private readonly bool _highIn = options.Limits is LimitRule.Inclusive or LimitRule.HighInclusive;

    public Limits Read(double? low, double? high)
    {
        var hasLow = IsLimit(low);
        var hasHigh = IsLimit(high);
        var compOp = (hasLow, hasHigh) switch
        {
            (false, false) => CompOp.LOG,
            (true, false) => _lowIn ? CompOp.GE : CompOp.GT,
            (false, true) => _highIn ? CompOp.LE : CompOp.LT,
            _ => _lowIn ? (_highIn ? CompOp.GELE : CompOp.GELT) : (_highIn ? CompOp.GTLE : CompOp.GTLT),
        };
        return new Limits(compOp, hasLow ? low!.Value : 0, hasHigh ? high!.Value : 0);
    }

    private bool IsLimit(double? limit)
    {
        if (limit is not { } value || !double.IsFinite(value))
            return false;
        foreach (var absent in _absent)
        {
            if (Sentinel.Is(value, absent))
                return false;
        }
        return true;
    }
}
