using System.Text.RegularExpressions;

namespace VteBridge.Simulator.Wats.Query;

/// <summary>
/// The part of OData's $filter that the server's description promises: and, or, not, brackets; eq ne gt ge lt le
/// in; contains, startswith, endswith. Anything else is refused, never ignored.
/// </summary>
internal sealed class HeaderFilter(HeaderFields fields)
{
    /// <exception cref="QueryException">It cannot be read.</exception>
    public Func<StoredReport, bool> Parse(string filter)
    {
        var tokens = new FilterTokens(filter);
        var condition = Or(tokens);
        return tokens.AtEnd ? condition : throw new QueryException($"$filter: '{tokens.Next()}' is one word too many.");
    }

    private Func<StoredReport, bool> Or(FilterTokens tokens)
    {
        var left = And(tokens);
        while (tokens.Skip("or"))
        {
            var (a, b) = (left, And(tokens));
            left = r => a(r) || b(r);
        }
        return left;
    }

    private Func<StoredReport, bool> And(FilterTokens tokens)
    {
        var left = Not(tokens);
        while (tokens.Skip("and"))
        {
            var (a, b) = (left, Not(tokens));
            left = r => a(r) && b(r);
        }
        return left;
    }

    private Func<StoredReport, bool> Not(FilterTokens tokens)
    {
        if (tokens.Skip("not"))
        {
            var inner = Not(tokens);
            return r => !inner(r);
        }
        if (tokens.Skip("("))
        {
            var inner = Or(tokens);
            tokens.Expect(")");
            return inner;
        }
        return Comparison(tokens);
    }

    private Func<StoredReport, bool> Comparison(FilterTokens tokens)
    {
        var first = tokens.Next();
        if (tokens.Skip("("))
            return TextFunction(first, tokens);
        var field = fields.Named(first);
        var comparison = tokens.Next();
        if (comparison == "in")
            return In(field, tokens);
        var wanted = FilterLiteral.Read(tokens.Next(), field);
        return comparison switch
        {
            "eq" => r => Equals(field.Value(r), wanted),
            "ne" => r => !Equals(field.Value(r), wanted),
            "gt" => r => FilterLiteral.Compare(field.Value(r), wanted) > 0,
            "ge" => r => FilterLiteral.Compare(field.Value(r), wanted) >= 0,
            "lt" => r => FilterLiteral.Compare(field.Value(r), wanted) < 0,
            "le" => r => FilterLiteral.Compare(field.Value(r), wanted) <= 0,
            _ => throw new QueryException($"$filter: '{comparison}' is not a comparison this server knows."),
        };

        bool Equals(object? actual, object? expected) =>
            actual is null || expected is null
                ? actual is null && expected is null
                : FilterLiteral.Compare(actual, expected) == 0;
    }

    private static Func<StoredReport, bool> In(HeaderField field, FilterTokens tokens)
    {
        tokens.Expect("(");
        var wanted = new List<object?>();
        do
        {
            wanted.Add(FilterLiteral.Read(tokens.Next(), field));
        } while (tokens.Skip(","));
        tokens.Expect(")");
        var set = wanted.ToHashSet();
        return r => set.Contains(FilterLiteral.Normal(field.Value(r)));
    }

    private Func<StoredReport, bool> TextFunction(string name, FilterTokens tokens)
    {
        Func<string, string, bool> function = name switch
        {
            "contains" => (text, part) => text.Contains(part, StringComparison.Ordinal),
            "startswith" => (text, part) => text.StartsWith(part, StringComparison.Ordinal),
            "endswith" => (text, part) => text.EndsWith(part, StringComparison.Ordinal),
            _ => throw new QueryException($"$filter: this server does not know the function '{name}'."),
        };
        var field = fields.Named(tokens.Next());
        if (field.Kind != HeaderFieldKind.Text)
            throw new QueryException($"$filter: {name} needs a text field, {field.Name} is none.");
        tokens.Expect(",");
        var part = (string?)FilterLiteral.Read(tokens.Next(), field) ?? "";
        tokens.Expect(")");
        return r => field.Value(r) is string text && function(text, part);
    }
}

/// <summary>The words of an OData filter, read one after the other.</summary>
internal sealed partial class FilterTokens
{
    private readonly Queue<string> _rest = new();

    public FilterTokens(string filter)
    {
        var at = 0;
        while (at < filter.TrimEnd().Length)
        {
            var match = Token().Match(filter, at);
            if (!match.Success)
                throw new QueryException($"$filter cannot be read from position {at}: {filter[at..]}");
            _rest.Enqueue(match.Groups[1].Value);
            at = match.Index + match.Length;
        }
    }

    public bool AtEnd => _rest.Count == 0;

    public string Next() =>
        _rest.TryDequeue(out var token) ? token : throw new QueryException("$filter ends too early.");

    public bool Skip(string token)
    {
        if (!_rest.TryPeek(out var next) || next != token)
            return false;
        _rest.Dequeue();
        return true;
    }

    public void Expect(string token)
    {
        if (!Skip(token))
            throw new QueryException($"$filter: expected '{token}' before '{(AtEnd ? "the end" : _rest.Peek())}'.");
    }

    /// <summary>A quoted text ('' is a quote within), a bracket or comma, or a run of anything else.</summary>
    [GeneratedRegex(@"\G\s*('(?:[^']|'')*'|[(),]|[^\s(),']+)")]
    private static partial Regex Token();
}
