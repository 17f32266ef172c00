namespace VteBridge.State;

/// <summary>
/// The files of a state folder. A marker file beside the database has the number of the last transaction. It shows that there was a
/// database and how new it must be. It is written after each commit, so it is never ahead of the database.
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

    /// <summary>What shows that there was a database, in words; null when nothing shows it.</summary>
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

    /// <summary>The transaction number in the marker; 0 when there is no marker or it cannot be read.</summary>
    public long Marked()
    {
        if (!File.Exists(_marker))
            return 0;
        var digits = new byte[Digits];
        using var marker = OwnerOnly.Open(_marker, FileMode.Open, Shared, FileAccess.Read);
        var length = RandomAccess.Read(marker.SafeFileHandle, digits, fileOffset: 0);
        return long.TryParse(digits.AsSpan(0, length), CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>
    /// Written in place and not flushed. That is safe: a marker that is behind only demands less, and a torn one demands nothing.
    /// </summary>
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

    /// <summary>Creates an empty file that only its owner can read. A file or link that has the name is deleted first, never written to.</summary>
    public static void CreateFile(string path)
    {
        File.Delete(path);
        OwnerOnly.Open(path, FileMode.CreateNew).Dispose();
    }

    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
}
