using Microsoft.Extensions.Logging;

namespace VteBridge.Checkpoints;

/// <summary>
/// The append-only memory of what became of each report. One file for each day of VTE's own time, so that a walk along
/// VTE needs only the days it is at, however long the history is.
/// </summary>
internal sealed class Journal(string stateFolder, ILogger<Journal> log)
{
    private const int DaysInMemory = 8;

    private readonly string _folder = Path.Combine(stateFolder, "journal");
    private readonly Dictionary<DateOnly, JournalDay> _days = [];
    private readonly Queue<DateOnly> _order = new();

    public bool IsEmpty => !Directory.Exists(_folder) || !Directory.EnumerateFiles(_folder, "*.jsonl").Any();

    /// <summary>The last entry of this report, whose run or repair has this raw timestamp.</summary>
    public JournalEntry? Find(string id, DateTime run) => Day(DateOnly.FromDateTime(run)).Entries.GetValueOrDefault(id);

    /// <summary>The last entry of a report whose day is not known; looks through the files, the last written first.</summary>
    public JournalEntry? Find(string id) =>
        _days.Values.Select(d => d.Entries.GetValueOrDefault(id)).FirstOrDefault(e => e is not null)
        ?? Days(newestWriteFirst: true)
            .Select(d => Day(d).Entries.GetValueOrDefault(id))
            .FirstOrDefault(e => e is not null);

    /// <summary>All last entries of one day of VTE's.</summary>
    public IReadOnlyCollection<JournalEntry> OfDay(DateOnly day) => [.. Day(day).Entries.Values];

    /// <summary>Remembered at once, on the disk with the next <see cref="Flush"/>.</summary>
    public void Add(JournalEntry entry) => Day(DateOnly.FromDateTime(entry.Run)).Add(entry);

    /// <summary>Sees what another process has added; called between pages.</summary>
    public void Refresh()
    {
        foreach (var day in _days.Values)
            day.Refresh(log);
    }

    /// <exception cref="IOException">Not everything is on the disk; call again before the checkpoint moves.</exception>
    public void Flush()
    {
        Directory.CreateDirectory(_folder);
        foreach (var day in _days.Values)
            day.Flush();
    }

    /// <summary>Deletes files to which nothing was added for this long.</summary>
    public void Prune(DateTime lastWriteBefore)
    {
        foreach (var file in Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*.jsonl") : [])
            if (File.GetLastWriteTimeUtc(file) < lastWriteBefore)
            {
                File.Delete(file);
                log.LogInformation(
                    "Deleted the journal file {Journal}, last written before {Limit}",
                    file,
                    lastWriteBefore
                );
            }
    }

    /// <summary>The days that the journal has, in order.</summary>
    public IEnumerable<DateOnly> Days(bool newestWriteFirst = false)
    {
        if (!Directory.Exists(_folder))
            return [];
        var files = Directory.GetFiles(_folder, "*.jsonl").AsEnumerable();
        files = newestWriteFirst
            ? files.OrderByDescending(File.GetLastWriteTimeUtc)
            : files.Order(StringComparer.Ordinal);
        return
        [
            .. files
                .Select(f =>
                    DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(f), "yyyy-MM-dd", out var day)
                        ? day
                        : default
                )
                .Where(d => d != default),
        ];
    }

    private JournalDay Day(DateOnly date)
    {
        if (_days.TryGetValue(date, out var day))
            return day;
        while (_order.Count >= DaysInMemory)
        {
            var oldest = _order.Dequeue();
            Directory.CreateDirectory(_folder);
            _days[oldest].Flush();
            _days.Remove(oldest);
        }
        day = JournalDay.Read(Path.Combine(_folder, $"{date:yyyy-MM-dd}.jsonl"), log);
        _days.Add(date, day);
        _order.Enqueue(date);
        return day;
    }
}
