using VteBridge.Wsjf;

namespace VteBridge.Delivery.Folders;

/// <summary>
/// Finds the newest copy of a report in a folder destination. Earlier versions may be there in other states, but they do
/// not count: only the newest copy is, or will be, in WATS.
/// </summary>
internal sealed class NewestCopy(string folder, FolderConvention convention)
{
    /// <summary>How often to look. Another program may rename the report meanwhile, but only through this many states.</summary>
    private const int Looks = 4;

    /// <summary>Whether a copy still waits for its upload. Reads no file.</summary>
    public bool Waits(string id) => Waiting(id) is not null;

    /// <summary>
    /// Null when there is no copy, or when its state changes too fast to read it. The report is then sent once more,
    /// which changes nothing.
    /// </summary>
    /// <exception cref="IOException">The file exists, but another program holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file exists, but this account cannot read it now.</exception>
    public Copy? Of(string id) => Read(id, File.ReadAllBytes) is var (state, content) ? new Copy(state, content) : null;

    /// <summary>
    /// Like <see cref="Of"/>, but with the SHA-256 of the content instead of the content, which may be large in a
    /// client's folder.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public (CopyState State, string Hash)? HashOf(string id) => Read(id, WsjfWriter.FileHash);

    private (CopyState State, T Content)? Read<T>(string id, Func<string, T> read)
    {
        for (var look = 0; look < Looks; look++)
        {
            var found = Look(id);
            try
            {
                // A second look, because a report that moves back to an earlier state (a retry) may be missed by the first.
                if (found is not { Path: { } path, State: { } state })
                {
                    if (!convention.Moves || Look(id) is null)
                        return null;
                }
                else if (read(path) is var content && Look(id) == found)
                    return (state, content);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // Its state changed between the two looks.
            }
        }
        return null;
    }

    /// <summary>
    /// A waiting copy is newer than any other, because only VteBridge adds reports. The states are searched in the order
    /// in which a report goes through them.
    /// </summary>
    private (string Path, CopyState State)? Look(string id)
    {
        if (Waiting(id) is { } waiting)
            return (waiting, CopyState.Waiting);
        var failed = Existing(id, convention.Failed, convention.FailedFolders).FirstOrDefault();
        var taken = Existing(id, convention.Taken, convention.TakenFolders).FirstOrDefault();
        return (failed, taken) switch
        {
            (null, null) => null,
            (null, _) => (taken, CopyState.Taken),
            (_, null) => (failed, CopyState.Failed),
            _ when convention.FailedIsNewer || WrittenAt(failed) >= WrittenAt(taken) => (failed, CopyState.Failed),
            _ => (taken, CopyState.Taken),
        };
    }

    private string? Waiting(string id) =>
        convention.Waiting.Select(s => Path.Combine(folder, id + s)).FirstOrDefault(File.Exists);

    private IEnumerable<string> Existing(string id, string[] suffixes, string[] folders) =>
        suffixes
            .Select(s => Path.Combine(folder, id + s))
            .Concat(folders.SelectMany(Spellings).Select(f => Path.Combine(folder, f, id + convention.Fresh)))
            .Where(File.Exists);

    /// <summary>
    /// The usual spellings of a subfolder that another program creates. Listing a folder of 100,000 files to find it
    /// would cost more than the report.
    /// </summary>
    private static IEnumerable<string> Spellings(string name) =>
        [name, char.ToUpperInvariant(name[0]) + name[1..], name.ToUpperInvariant()];

    /// <summary>When the report was written: renaming a file does not change that.</summary>
    private static DateTime WrittenAt(string path) => File.GetLastWriteTimeUtc(path);
}

/// <summary>Waiting: still to be uploaded. Failed: the upload failed, for now or for good. Taken: uploaded or fetched.</summary>
internal enum CopyState
{
    Waiting,
    Failed,
    Taken,
}

internal sealed record Copy(CopyState State, ReadOnlyMemory<byte> Content);
