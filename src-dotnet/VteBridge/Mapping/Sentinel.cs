namespace VteBridge.Mapping;

/// <summary>Numbers by which VEE and SCPI instruments say something that is no number.</summary>
internal static class Sentinel
{
    private const double Infinity = 9.9E37;
    private const double NotANumber = 9.91E37;

    /// <summary>What the value says: NaN, Infinity or -Infinity; null for a number.</summary>
    public static string? Meaning(double value) =>
        double.IsNaN(value) || Is(value, NotANumber) ? "NaN"
        : double.IsInfinity(value) || Is(value, Infinity) ? (value > 0 ? "Infinity" : "-Infinity")
        : null;

    /// <summary>With either sign, and also when the value went through a column of single precision.</summary>
    public static bool Is(double value, double sentinel)
    {
        if (Math.Abs(value) == Math.Abs(sentinel))
            return true;
        var single = (float)Math.Abs(sentinel);
        return float.IsFinite(single) && Math.Abs(value) == single;
    }
}
