namespace VteBridge.Doctor.Profile;

/// <summary>Counts of something by what it was, the most frequent first.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Total => _counts.Values.Sum();

    public int this[string what] => _counts.GetValueOrDefault(what);

    public void Add(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    public IEnumerable<KeyValuePair<string, int>> Ordered =>
        _counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal);

    public override string ToString() => string.Join(", ", Ordered.Select(c => $"{c.Key} × {c.Value}"));
}
