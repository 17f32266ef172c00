namespace VteBridge.Simulator.Wats.Rules;

/// <summary>Everything that is wrong with one report; beyond 1,000 they are only counted.</summary>
internal sealed class Problems
{
    private const int Most = 1000;
    private readonly List<string> _found = [];
    private int _more;

    public IReadOnlyList<string> All => _more == 0 ? _found : [.. _found, $"... and {_more} more"];

    public void Add(Place place, string what)
    {
        if (_found.Count == Most)
        {
            _more++;
            return;
        }
        _found.Add($"{place}: {what}");
    }
}
