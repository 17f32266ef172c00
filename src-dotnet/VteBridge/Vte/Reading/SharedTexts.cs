namespace VteBridge.Vte.Reading;

/// <summary>
/// One string for a text that comes again: stations and testplans, and the names, descriptions and units of their steps, are
/// the same in many runs. Texts that outlive the reading of their page are most of what the collector would have to copy. For one thread.
/// </summary>
internal sealed class SharedTexts
{
    /// <summary>Longer texts are not shared: they are results and remarks, which seldom come again.</summary>
    public const int Longest = 200;

    /// <summary>Some twenty testplans; when there are more, it begins anew.</summary>
    private const int Most = 10_000;

    private readonly HashSet<string> _known = [];

    /// <summary>The same text, in the string that had it before if that is still known.</summary>
    public string Of(string text)
    {
        if (text.Length > Longest)
            return text;
        if (_known.TryGetValue(text, out var known))
            return known;
        if (_known.Count == Most)
            _known.Clear();
        _known.Add(text);
        return text;
    }
}
