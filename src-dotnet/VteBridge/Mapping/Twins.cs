namespace VteBridge.Mapping;

/// <summary>
/// WATS takes two reports with one serial, part, process and start for the same test, and keeps the later one. This
/// counts the runs of the current timestamp, so that each can get a start of its own. Runs come in the order of the
/// walk, and a walk begins with the first run of a timestamp; so a run has the same place in every walk.
/// </summary>
internal sealed class Twins
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.OrdinalIgnoreCase);
    private DateTime _timestamp;

    /// <summary>How many runs of this raw timestamp came before with the same four; this one is counted.</summary>
    public int CountEarlier(DateTime timestamp, string serial, string partNumber, int process, DateTimeOffset start)
    {
        if (timestamp != _timestamp)
            _seen.Clear();
        _timestamp = timestamp;
        var key = $"{serial}\0{partNumber}\0{process}\0{start.UtcTicks}";
        var earlier = _seen.GetValueOrDefault(key);
        _seen[key] = earlier + 1;
        return earlier;
    }
}
