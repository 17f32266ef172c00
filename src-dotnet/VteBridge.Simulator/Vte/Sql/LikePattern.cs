using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>LIKE: %, _, [set], [^set], ESCAPE; case-insensitive.</summary>
internal static class LikePattern
{
    private const int Kept = 500;

    private static readonly ConcurrentDictionary<(string Pattern, string Escape), Regex> Compiled = new();

    /// <param name="a">Text, pattern and, where given, the escape character.</param>
    public static StoredValue Matches(StoredValue[] a)
    {
        if (Array.Exists(a, value => value.IsNull))
            return StoredValue.Null;
        if (Compiled.Count > Kept)
            Compiled.Clear();
        var pattern = Compiled.GetOrAdd(
            (a[1].Text, a.Length > 2 ? a[2].Text : ""),
            key => new Regex(Translate(key.Pattern, key.Escape), Options)
        );
        return StoredValue.Of(pattern.IsMatch(a[0].Text) ? 1L : 0L);
    }

    private const RegexOptions Options =
        RegexOptions.Singleline
        | RegexOptions.IgnoreCase
        | RegexOptions.CultureInvariant
        | RegexOptions.NonBacktracking;

    private static string Translate(string pattern, string escape)
    {
        var expression = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            var unit = pattern[i];
            if (escape.Length == 1 && unit == escape[0] && i + 1 < pattern.Length)
                expression.Append(Literal(pattern[++i]));
            else if (unit == '%')
                expression.Append(".*");
            else if (unit == '_')
                expression.Append('.');
            else if (unit == '[' && pattern.IndexOf(']', i + 2 < pattern.Length ? i + 2 : i) is > 0 and var end)
            {
                expression.Append(Set(pattern[(i + 1)..end]));
                i = end;
            }
            else
                expression.Append(Literal(unit));
        }
        return expression.Append(" *\\z").ToString();
    }

    private static string Literal(char unit) => Regex.Escape(unit.ToString());

    private static string Set(string set)
    {
        var negated = set.StartsWith('^');
        var members = (negated ? set[1..] : set)
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("[", @"\[", StringComparison.Ordinal);
        return $"[{(negated ? "^" : "")}{members.Replace("^", @"\^", StringComparison.Ordinal)}]";
    }
}
