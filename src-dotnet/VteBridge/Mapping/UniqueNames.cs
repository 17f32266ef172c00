using System.Globalization;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Gives the rows of one step names of their own: the second "Gain" becomes "Gain (2)", within WATS's length.</summary>
internal static class UniqueNames
{
    public static void Give(Span<Row> rows)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ref var row in rows)
        {
            var name = row.Name;
            while (!taken.Add(row.Name))
            {
                var number = next.GetValueOrDefault(name, 2);
                next[name] = number + 1;
                var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
                row.Name = WsjfText.Cut(name, WsjfLimits.Text - suffix.Length) + suffix;
            }
        }
    }
}
