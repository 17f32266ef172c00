namespace VteBridge.Delivery.Wats;

/// <summary>
/// The order of sending: reports with the oldest start first. Reports with the same serial number keep their order and
/// are never sent at the same time, because WATS counts the first run of a unit. A report that may not be sent yet
/// therefore holds back the younger ones with its serial number.
/// </summary>
internal sealed class QueueLine
{
    private readonly Dictionary<string, string> _inHand = [];
    private Dictionary<string, Queue<WaitingReport>> _bySerial = [];
    private PriorityQueue<string, DateTimeOffset> _heads = new();

    /// <summary>Whether <see cref="Take"/> would return a report.</summary>
    public bool IsReady => _heads.Count > 0;

    /// <summary>Builds the line anew from the present state of the folder. Reports that were taken stay taken.</summary>
    public void Rebuild(IEnumerable<WaitingReport> waiting, Func<WaitingReport, bool> mayGo)
    {
        var inHand = _inHand.Values.ToHashSet();
        _bySerial = waiting
            .Where(w => !inHand.Contains(w.Id))
            .GroupBy(w => w.Serial)
            .ToDictionary(
                g => g.Key,
                g => new Queue<WaitingReport>(
                    g.OrderBy(w => w.Start).ThenBy(w => w.Id, StringComparer.Ordinal).TakeWhile(mayGo)
                )
            );
        _heads = new PriorityQueue<string, DateTimeOffset>();
        foreach (var serial in _bySerial.Keys.Where(s => !_inHand.ContainsKey(s)))
            Offer(serial);
    }

    /// <summary>The next report whose serial number is free. It counts as taken until <see cref="Done"/> or <see cref="Hold"/>.</summary>
    public WaitingReport? Take()
    {
        if (!_heads.TryDequeue(out var serial, out _))
            return null;
        var report = _bySerial[serial].Dequeue();
        _inHand[serial] = report.Id;
        return report;
    }

    /// <summary>The report was accepted or rejected: the next one with its serial number may be sent.</summary>
    public void Done(WaitingReport report)
    {
        _inHand.Remove(report.Serial);
        Offer(report.Serial);
    }

    /// <summary>The report is still to be sent: the younger ones with its serial number wait until the line is rebuilt.</summary>
    public void Hold(WaitingReport report)
    {
        _inHand.Remove(report.Serial);
        _bySerial.Remove(report.Serial);
    }

    private void Offer(string serial)
    {
        if (_bySerial.TryGetValue(serial, out var queue) && queue.TryPeek(out var next))
            _heads.Enqueue(serial, next.Start);
    }
}
