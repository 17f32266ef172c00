namespace VteBridge.Tests.Chaos;

/// <summary>Every drop that was ever seen in a destination's folder, whoever has moved the file since: a rename keeps its time.</summary>
internal sealed class Ledger(string folder)
{
    private readonly Dictionary<string, List<(DateTime Written, string Hash)>> _drops = [];

    public int Drops => _drops.Values.Sum(d => d.Count);

    /// <summary>Looks at the folder; called whenever a process has ended, and before anything is taken away.</summary>
    public void Observe()
    {
        foreach (var file in Expected.Files(folder))
        {
            var (id, written) = (Expected.IdOf(file), File.GetLastWriteTimeUtc(file));
            if (!_drops.TryGetValue(id, out var drops))
                _drops[id] = drops = [];
            if (drops.TrueForAll(d => d.Written != written))
                drops.Add((written, Expected.HashOf(file)));
        }
    }

    /// <summary>Drops of a content that had been dropped before.</summary>
    public IEnumerable<string> Duplicates() =>
        _drops.Where(d => d.Value.Select(v => v.Hash).Distinct().Count() < d.Value.Count).Select(d => d.Key);

    /// <summary>Contents that neither version of the database gives: half a report, or a wrong one.</summary>
    public IEnumerable<string> Wrong(params Expected[] versions) =>
        _drops
            .Where(d => d.Value.Exists(v => !Array.Exists(versions, e => e.Reports.GetValueOrDefault(d.Key) == v.Hash)))
            .Select(d => d.Key);
}
