using System.Text.RegularExpressions;
using VteBridge.Configuration;

namespace VteBridge.Doctor.Profile;

/// <summary>A repair code that the configuration does not list, with its name in VTE.</summary>
/// <param name="Table">FailureCode or ActionCode, as in Mapping:RepairCodes.</param>
internal sealed partial record UnmappedRepairCode(string Table, string Code, string? Name, string? Category, int Count)
{
    /// <summary>Two names are alike when more than this share of their words is in both.</summary>
    private const double LeastLikeness = 0.6;

    /// <summary>Shorter beginnings are common to many words by chance.</summary>
    private const int ShortestStem = 4;

    /// <summary>The WATS failure whose name is most like VTE's; null when none is alike. Between equals, the category decides.</summary>
    public MappingRepairCode? Best(IEnumerable<MappingRepairCode> failures) =>
        failures
            .Select(failure => (Failure: failure, Likeness: Likeness(Name, failure.Code)))
            .Where(one => one.Likeness > LeastLikeness)
            .OrderByDescending(one => one.Likeness)
            .ThenByDescending(one => Likeness(Category, one.Failure.Category))
            .ThenBy(one => $"{one.Failure.Category}/{one.Failure.Code}", StringComparer.Ordinal)
            .FirstOrDefault()
            .Failure;

    public override string ToString() => $"{Table} {Code}{(Name is null ? "" : $" \"{Name}\"")} × {Count}";

    private static double Likeness(string? one, string? other)
    {
        var (a, b) = (Words(one), Words(other));
        var common = Math.Min(
            a.Count(word => b.Any(w => IsSame(word, w))),
            b.Count(word => a.Any(w => IsSame(word, w)))
        );
        return common == 0 ? 0 : 2.0 * common / (a.Length + b.Length);
    }

    private static string[] Words(string? name) =>
        [.. Word().Matches((name ?? "").ToLowerInvariant()).Select(word => word.Value)];

    /// <summary>Equal words, or words of which one begins with the other, such as "solder" and "soldering".</summary>
    private static bool IsSame(string one, string other) =>
        one == other
        || (one.Length >= ShortestStem && other.StartsWith(one, StringComparison.Ordinal))
        || (other.Length >= ShortestStem && one.StartsWith(other, StringComparison.Ordinal));

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
