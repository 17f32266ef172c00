namespace VteBridge.Tests.Chaos;

/// <summary>
/// Records every file that was ever dropped in a destination's folder. A rename keeps a file's time, so a renamed file is not a new drop.
/// </summary>
internal sealed class Ledger(string folder)
{
    private readonly Dictionary<string, List<(DateTime Written, string Hash)>> _drops = [];

    public int Drops => _drops.Values.Sum(d => d.Count);

    /// <summary>Reads the folder. Call it after each process has ended and before files are taken away.</summary>
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

    /// <summary>Ids that were dropped twice with the same content.</summary>
    public IEnumerable<string> Duplicates() =>
        _drops.Where(d => d.Value.Select(v => v.Hash).Distinct().Count() < d.Value.Count).Select(d => d.Key);

    /// <summary>Ids whose content differs from all given versions: an incomplete or wrong report.</summary>
    public IEnumerable<string> Wrong(params Expected[] versions) =>
        _drops
            .Where(d => d.Value.Exists(v => !Array.Exists(versions, e => e.Reports.GetValueOrDefault(d.Key) == v.Hash)))
            .Select(d => d.Key);
}
