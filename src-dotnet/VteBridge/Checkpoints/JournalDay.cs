using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using VteBridge.Files;

namespace VteBridge.Checkpoints;

/// <summary>One file of the journal: the entries of all runs of one day of VTE's.</summary>
internal sealed class JournalDay
{
    private readonly string _path;
    private readonly Dictionary<string, JournalEntry> _entries = [];
    private readonly List<JournalEntry> _unwritten = [];

    private JournalDay(string path) => _path = path;

    public IReadOnlyDictionary<string, JournalEntry> Entries => _entries;

    /// <summary>A torn last line (a crash while it was written) is not counted; other damage is reported and skipped.</summary>
    public static JournalDay Read(string path, ILogger log)
    {
        var day = new JournalDay(path);
        if (!File.Exists(path))
            return day;
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            try
            {
                if (JsonSerializer.Deserialize(line.Text, JournalJson.Default.JournalEntry) is { Id.Length: > 0, Hash: not null, Outcome: not null } entry)
                    day._entries[entry.Id] = entry;
                else
                    throw new JsonException("not a journal line");
            }
            catch (JsonException e) when (line.IsWhole)
            {
                log.LogWarning(
                    "Line {Line} of the journal {Journal} cannot be read ({Error}); the report it named may be sent once more, under its own id",
                    number,
                    path,
                    e.Message
                );
            }
            catch (JsonException)
            {
                log.LogInformation("The journal {Journal} ends in a torn line; the report it named was not settled", path);
            }
        }
        return day;
    }

    public void Add(JournalEntry entry)
    {
        _entries[entry.Id] = entry;
        _unwritten.Add(entry);
    }

    /// <summary>Appends what was added and waits for the disk.</summary>
    /// <exception cref="IOException">The lines may be there in part; they are written again with the next flush.</exception>
    public void Flush()
    {
        if (_unwritten.Count == 0)
            return;
        using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
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
        _unwritten.Clear();
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

    private static IEnumerable<(string Text, bool IsWhole)> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var endsWhole = EndsInLineEnd(file);
        file.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8);
        for (var line = reader.ReadLine(); line is not null; )
        {
            var next = reader.ReadLine();
            if (line.Length > 0)
                yield return (line, next is not null || endsWhole);
            line = next;
        }
    }

    private static bool EndsInLineEnd(FileStream file)
    {
        if (file.Length == 0)
            return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
