namespace VteBridge.State;

/// <summary>
/// The files of a state folder. Beside the database stands a marker with the number of its last transaction: it shows that there
/// was a database, and how new it has to be. It is written after each commit and never ahead of it.
/// </summary>
internal sealed class StateFiles(string folder) : IDisposable
{
    private const int Digits = 19;
    private const string MarkerText =
        " changes are recorded in vtebridge.db. This file shows that there is a state store, and how new it has to be: leave it here.\n";

    private readonly string _marker = Path.Combine(folder, "vtebridge.db-marker");
    private FileStream? _open;

    public string Folder => folder;
    public string Database { get; } = Path.Combine(folder, "vtebridge.db");

    /// <summary>What shows that there was a database, in words; null when nothing does.</summary>
    public string? Evidence()
    {
        if (File.Exists(_marker))
            return $"'{_marker}'";
        var imported = LegacyFiles.Imported(folder);
        if (Directory.Exists(imported))
            return $"'{imported}'";
        var queue = Path.Combine(folder, "queue");
        return Directory.Exists(queue) && Directory.EnumerateFiles(queue).Any() ? $"the queue '{queue}'" : null;
    }

    public StateFailure Gone() =>
        File.Exists(Database)
            ? StateProblems.Replaced(Database)
            : StateProblems.Lost(Database, Evidence() ?? "this process, which had it open,");

    /// <summary>The number of the last transaction that the marker knows of; 0 when there is none, or none that can be read.</summary>
    public long Marked()
    {
        if (!File.Exists(_marker))
            return 0;
        var digits = new byte[Digits];
        using var marker = OwnerOnly.Open(_marker, FileMode.Open, Shared, FileAccess.Read);
        var length = RandomAccess.Read(marker.SafeFileHandle, digits, fileOffset: 0);
        return long.TryParse(digits.AsSpan(0, length), CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>In place and not flushed: a marker that is behind asks for less, one that was torn for nothing.</summary>
    public void Mark(long transaction)
    {
        try
        {
            _open ??= OwnerOnly.Open(_marker, FileMode.OpenOrCreate, Shared);
            var text = transaction.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0') + MarkerText;
            RandomAccess.Write(_open.SafeFileHandle, Encoding.ASCII.GetBytes(text), fileOffset: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StateProblems.NotWritable(folder, e);
        }
    }

    public void Dispose() => _open?.Dispose();

    /// <summary>An empty file for its owner alone. What has its name already is neither followed nor written to.</summary>
    public static void CreateFile(string path)
    {
        File.Delete(path);
        OwnerOnly.Open(path, FileMode.CreateNew).Dispose();
    }

    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
}
