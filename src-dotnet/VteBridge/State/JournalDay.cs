using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using VteBridge.Hosting;

namespace VteBridge.State;

/// <summary>One file of the journal: the entries of all runs of one day of VTE's.</summary>
internal sealed class JournalDay
{
    /// <summary>Two seconds: far longer than another process needs to append a page.</summary>
    private const int OpenAttempts = 100;

    private readonly string _path;
    private readonly Dictionary<string, JournalEntry> _entries = [];
    private readonly List<JournalEntry> _unwritten = [];
    private long _length;

    private JournalDay(string path) => _path = path;

    public IReadOnlyDictionary<string, JournalEntry> Entries => _entries;

    /// <summary>
    /// A torn last line (a crash while it was written) counts when it lacks only its line end, else it does not; other
    /// damage is reported and skipped.
    /// </summary>
    public static JournalDay Read(string path, ILogger log)
    {
        var day = new JournalDay(path);
        day.Load(log);
        return day;
    }

    /// <summary>Reads again what another process (a backfill beside the loop) has added meanwhile.</summary>
    public void Refresh(ILogger log)
    {
        if (File.Exists(_path) && new FileInfo(_path).Length != _length)
            Load(log);
    }

    private void Load(ILogger log)
    {
        if (!File.Exists(_path))
            return;
        JournalEntry[] unwritten = [.. _unwritten];
        _unwritten.Clear();
        _entries.Clear();
        _length = new FileInfo(_path).Length;
        var number = 0;
        foreach (var line in WithPatience(() => Lines(_path)))
        {
            number++;
            try
            {
                if (
                    JsonSerializer.Deserialize(line.Text, JournalJson.Default.JournalEntry) is
                    { Id.Length: > 0, Hash: not null, Outcome: not null } entry
                )
                    Take(entry, line.IsWhole);
                else
                    throw new JsonException("not a journal line");
            }
            catch (JsonException e) when (line.IsWhole)
            {
                log.LogWarning(
                    "Line {Line} of the journal {Journal} cannot be read ({Error}); the report it named may be sent once more, under its own id",
                    number,
                    _path,
                    e.Message
                );
            }
            catch (JsonException)
            {
                log.LogInformation(
                    "The journal {Journal} ends in a torn line; the report it named was not settled",
                    _path
                );
            }
        }
        foreach (var entry in unwritten)
            Add(entry);
    }

    public void Add(JournalEntry entry) => Take(entry, isWritten: false);

    private void Take(JournalEntry entry, bool isWritten)
    {
        _entries[entry.Id] = entry;
        // A line without its end is cut off by the next flush, which therefore has to write it again.
        if (!isWritten)
            _unwritten.Add(entry);
    }

    /// <summary>Appends what was added and waits for the disk.</summary>
    /// <exception cref="IOException">The lines may be there in part; they are written again with the next flush.</exception>
    public void Flush()
    {
        if (_unwritten.Count == 0)
            return;
        using var file = WithPatience(OpenAlone);
        Milestone.Pass("journal opened");
        file.SetLength(WholeLength(file));
        file.Seek(0, SeekOrigin.End);
        var text = new MemoryStream();
        foreach (var entry in _unwritten)
        {
            JsonSerializer.Serialize(text, entry, JournalJson.Default.JournalEntry);
            text.WriteByte((byte)'\n');
        }
        file.Write(text.GetBuffer(), 0, (int)text.Length);
        Milestone.Pass("journal written");
        file.Flush(flushToDisk: true);
        Milestone.Pass("journal flushed");
        _length = file.Length == _length + text.Length ? file.Length : 0;
        _unwritten.Clear();
    }

    /// <summary>
    /// Two processes may share a journal; each appends whole lines while it has the file for itself. FileShare.None, because
    /// on Unix every other mode lets several writers in, who would write over each other's lines.
    /// </summary>
    private FileStream OpenAlone() =>
        new(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    /// <summary>Tries again while another process has the file for itself.</summary>
    private T WithPatience<T>(Func<T> open)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return open();
            }
            catch (IOException e) when (attempt < OpenAttempts && SharingViolation.Is(e))
            {
                Thread.Sleep(20);
            }
    }

    /// <summary>Up to and including the last line end: a torn line must not run into the next one.</summary>
    private static long WholeLength(FileStream file)
    {
        Span<byte> one = stackalloc byte[1];
        for (var length = file.Length; length > 0; length--)
        {
            file.Seek(length - 1, SeekOrigin.Begin);
            if (file.Read(one) == 1 && one[0] == '\n')
                return length;
        }
        return 0;
    }

    private static List<(string Text, bool IsWhole)> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var endsWhole = EndsInLineEnd(file);
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var lines = new List<(string, bool)>();
        for (var line = reader.ReadLine(); line is not null; )
        {
            var next = reader.ReadLine();
            if (line.Length > 0)
                lines.Add((line, next is not null || endsWhole));
            line = next;
        }
        return lines;
    }

    private static bool EndsInLineEnd(FileStream file)
    {
        if (file.Length == 0)
            return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
