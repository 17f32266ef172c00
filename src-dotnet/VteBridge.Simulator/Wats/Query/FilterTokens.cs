using System.Text.RegularExpressions;

namespace VteBridge.Simulator.Wats.Query;

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
            {
                throw new QueryException($"$filter cannot be read from position {at}: {filter[at..]}");
            }
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
        {
            return false;
        }
        _rest.Dequeue();
        return true;
    }

    public void Expect(string token)
    {
        if (!Skip(token))
        {
            throw new QueryException($"$filter: expected '{token}' before '{(AtEnd ? "the end" : _rest.Peek())}'.");
        }
    }

    /// <summary>A quoted text ('' is a quote within), a bracket or comma, or a run of anything else.</summary>
    [GeneratedRegex(@"\G\s*('(?:[^']|'')*'|[(),]|[^\s(),']+)")]
    private static partial Regex Token();
}
