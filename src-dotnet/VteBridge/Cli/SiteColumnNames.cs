using System.Text.RegularExpressions;
using VteBridge.Vte.Schema;

namespace VteBridge.Cli;

/// <summary>Replaces VTE's usual names of tables and columns in a text by the site's own names.</summary>
internal sealed partial class SiteColumnNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public SiteColumnNames(VteSchema schema)
    {
        foreach (var column in LogicalColumns.All)
            if (schema.Column(column.Table, column.Name) is { } real)
            {
                _names[$"{column.Table}.{column.Candidates[0]}"] = $"{real.Table}.{real.Name}";
                _names.TryAdd(column.Name, $"{real.Table}.{real.Name}");
            }
    }

    public string In(string text) => Name().Replace(text, m => _names.GetValueOrDefault(m.Value, m.Value));

    [GeneratedRegex(@"\b[A-Z]\w+\.\w+\b")]
    private static partial Regex Name();
}
