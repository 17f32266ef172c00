using VteBridge.Wsjf;

namespace VteBridge.Delivery.Folders;

/// <summary>
/// Finds the newest copy of a report in a folder destination. Earlier versions may lie beside it in other states; they say nothing
/// any more: only the newest copy is, or will be, what WATS holds in the end.
/// </summary>
internal sealed class NewestCopy(string folder, FolderConvention convention)
{
    /// <summary>Whoever empties the folder moves a report on while we look; it has no more than this many states to move to.</summary>
    private const int Looks = 4;

    /// <summary>Whether it is still to be uploaded; asked without reading anything.</summary>
    public bool Waits(string id) => Waiting(id) is not null;

    /// <summary>Null when there is none, or when it changes its state faster than one can look: then it is sent once more, which changes nothing.</summary>
    /// <exception cref="IOException">It is there, but somebody holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public Copy? Of(string id) => Read(id, File.ReadAllBytes) is var (state, content) ? new Copy(state, content) : null;

    /// <summary>The same with the SHA-256 of its content, which may be as large as a client's folder has it.</summary>
    /// <inheritdoc cref="Of"/>
    public (CopyState State, string Hash)? HashOf(string id) => Read(id, WsjfWriter.FileHash);

    private (CopyState State, T Content)? Read<T>(string id, Func<string, T> read)
    {
        for (var look = 0; look < Looks; look++)
        {
            var found = Look(id);
            try
            {
                // Looked at twice, because one that moves back to an earlier state (a retry) may slip past the look.
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
                // It changed its state between the two looks.
            }
        }
        return null;
    }

    /// <summary>A waiting copy is newer than any other, because only we drop reports; looked for in the order in which it moves on.</summary>
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

    /// <summary>Whoever makes the folder decides how it is spelled; looking through a folder of 100,000 files for it would cost more than the report.</summary>
    private static IEnumerable<string> Spellings(string name) =>
        [name, char.ToUpperInvariant(name[0]) + name[1..], name.ToUpperInvariant()];

    /// <summary>When it was dropped: moving a file does not change that.</summary>
    private static DateTime WrittenAt(string path) => File.GetLastWriteTimeUtc(path);
}

/// <summary>Waiting: still to be uploaded. Failed: could not be, for now or for good. Taken: uploaded or fetched.</summary>
internal enum CopyState
{
    Waiting,
    Failed,
    Taken,
}

internal sealed record Copy(CopyState State, ReadOnlyMemory<byte> Content);
