namespace VteBridge.Core;

/// <summary>Finds the known names that a misspelt name was probably meant to be.</summary>
internal static class Nearest
{
    public static string Of(string name, IEnumerable<string> known) =>
        string.Join(" or ", Ranked(name, known).Take(2).DefaultIfEmpty("another name"));

    public static IEnumerable<string> Ranked(string name, IEnumerable<string> known) =>
        known
            .Select(k => (Name: k, Distance: Distance(name.ToUpperInvariant(), k.ToUpperInvariant())))
            .Where(k => k.Distance <= Math.Max(3, name.Length / 2))
            .OrderBy(k => k.Distance)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name);

    /// <summary>Levenshtein distance.</summary>
    public static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
                current[j] = Math.Min(
                    Math.Min(current[j - 1], previous[j]) + 1,
                    previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                );
            previous = current;
        }
        return previous[b.Length];
    }
}
