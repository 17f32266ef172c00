using Microsoft.Extensions.Logging;
using VteBridge.Hosting;

namespace VteBridge.State;

/// <summary>
/// The append-only memory of what became of each report. One file for each day of VTE's own time, so that a walk along
/// VTE needs only the days it is at, however long the history is.
/// </summary>
internal sealed class Journal(string stateFolder, ILogger<Journal> log)
{
    private const int DaysInMemory = 8;

    /// <summary>Of a dense plant fewer days are kept (an entry takes some 400 bytes), but two at least: a page may lie on both sides of a midnight.</summary>
    private const int EntriesInMemory = 5_000;

    private const string OnItsWay = "Queued";

    /// <summary>As many as may wait by default (Delivery:MaxWaiting). The receipt of an older one is looked for in the files.</summary>
    private const int MostOnTheirWay = 100_000;

    private readonly string _folder = Path.Combine(stateFolder, "journal");
    private readonly Dictionary<DateOnly, JournalDay> _days = [];
    private readonly Queue<DateOnly> _order = new();
    private readonly Dictionary<Guid, DateOnly> _queued = [];
    private readonly Queue<Guid> _inOrder = new();
    private bool _isOpen;
    private bool _wasLeftOpen;

    private string OpenMark => Path.Combine(_folder, "receipts-open");

    /// <summary>The last entry of this report, whose run or repair has this raw timestamp.</summary>
    public JournalEntry? Find(string id, DateTime run) => Day(DateOnly.FromDateTime(run)).Entries.GetValueOrDefault(id);

    /// <summary>The last entry of a report whose day is not known; looks through the files, the last written first.</summary>
    public JournalEntry? Find(string id) =>
        Guid.TryParse(id, out var known) && _queued.TryGetValue(known, out var day)
            ? Day(day).Entries.GetValueOrDefault(id)
            : _days.Values.Select(d => d.Entries.GetValueOrDefault(id)).FirstOrDefault(e => e is not null)
                ?? Days(newestWriteFirst: true)
                    .Select(d => Day(d).Entries.GetValueOrDefault(id))
                    .FirstOrDefault(e => e is not null);

    /// <summary>All last entries of one day of VTE's.</summary>
    public IReadOnlyCollection<JournalEntry> OfDay(DateOnly day) => [.. Day(day).Entries.Values];

    /// <summary>When something was last added to this day of VTE's.</summary>
    public DateTime LastWrite(DateOnly day) =>
        File.GetLastWriteTimeUtc(Path.Combine(_folder, $"{day:yyyy-MM-dd}.jsonl"));

    /// <summary>Remembered at once, on the disk with the next <see cref="Flush"/>.</summary>
    /// <param name="isAwaited">A receipt will follow that knows the report's id only.</param>
    public void Add(JournalEntry entry, bool isAwaited = false)
    {
        var day = DateOnly.FromDateTime(entry.Run);
        Day(day).Add(entry);
        if (!Guid.TryParse(entry.Id, out var id))
            return;
        if (isAwaited)
            KeepDay(id, day);
        else
            _queued.Remove(id);
    }

    /// <summary>Its receipt will name no day, and a long history must not be searched for each.</summary>
    private void KeepDay(Guid id, DateOnly day)
    {
        _queued[id] = day;
        _inOrder.Enqueue(id);
        while (_inOrder.Count > MostOnTheirWay)
            _queued.Remove(_inOrder.Dequeue());
    }

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

    /// <summary>
    /// Reports on their way: of the days in memory, or of all days when a process was killed between <see cref="Open"/>
    /// and <see cref="Close"/>.
    /// </summary>
    public IEnumerable<JournalEntry> Queued() =>
        (_wasLeftOpen ? Days() : [.. _days.Keys]).SelectMany(OfDay).Where(e => e.Outcome == OnItsWay);

    /// <summary>Leaves a mark on the disk that receipts are being taken, until <see cref="Close"/>.</summary>
    public void Open()
    {
        Directory.CreateDirectory(_folder);
        _wasLeftOpen |= !_isOpen && File.Exists(OpenMark);
        _isOpen = true;
        File.WriteAllBytes(OpenMark, []);
        Milestone.Pass("journal marked open");
    }

    /// <summary>Every receipt taken since <see cref="Open"/> is on the disk.</summary>
    public void Close()
    {
        File.Delete(OpenMark);
        _isOpen = _wasLeftOpen = false;
        Milestone.Pass("journal marked closed");
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

    private bool IsDense() => _days.Values.Sum(d => d.Entries.Count) > EntriesInMemory;

    private JournalDay Day(DateOnly date)
    {
        if (_days.TryGetValue(date, out var day))
            return day;
        while (_order.Count >= DaysInMemory || (_order.Count > 1 && IsDense()))
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
