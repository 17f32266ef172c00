using System.Globalization;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Gives the rows of one step names of their own: the second "Gain" becomes "Gain (2)", within WATS's length.</summary>
internal static class UniqueNames
{
    /// <summary>So few are compared with each other quicker than with a table.</summary>
    private const int Few = 16;

    public static void Give(Span<Row> rows)
    {
        if (rows.Length <= Few && AreUnique(rows))
            return;
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

    private static bool AreUnique(Span<Row> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (string.Equals(rows[i].Name, rows[j].Name, StringComparison.Ordinal))
                    return false;
            }
        }
        return true;
    }
}
