namespace VteBridge.Benchmarks.Harness;

internal static class Statistics
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1
            ? sorted[sorted.Count / 2]
            : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The median of the ratios of pairs that were measured one after the other.</summary>
    public static double MedianRatio<T>(IReadOnlyList<T> over, IReadOnlyList<T> under, Func<T, double> of) =>
        over.Zip(under, (a, b) => of(a) / of(b)).Median();
}
