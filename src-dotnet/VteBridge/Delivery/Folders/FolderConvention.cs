namespace VteBridge.Delivery.Folders;

/// <summary>How the files of a folder destination are named, and what the names mean that other programs give them.</summary>
/// <param name="Fresh">The suffix of a new report, after its id.</param>
/// <param name="Waiting">Suffixes of reports that are not uploaded yet.</param>
/// <param name="Taken">Suffixes of reports that were uploaded or fetched.</param>
/// <param name="Failed">Suffixes of reports that could not be uploaded.</param>
internal sealed record FolderConvention(string Fresh, string[] Waiting, string[] Taken, string[] Failed)
{
    /// <summary>
    /// Whether WATS surely has a taken report. It may not in a client's folder: some pyWATS clients mark a report as
    /// completed without sending it.
    /// </summary>
    public bool TakenIsProof { get; init; }

    /// <summary>
    /// Whether a failed copy is newer than a taken one. In our own queue it is, because the sidecar removes a failed copy
    /// when it starts on a newer version. Elsewhere, the copy that was written last is the newer one.
    /// </summary>
    public bool FailedIsNewer { get; init; }

    /// <summary>Subfolders into which taken reports are moved; case is ignored.</summary>
    public string[] TakenFolders { get; init; } = [];

    /// <summary>Subfolders into which reports are moved that could not be uploaded; case is ignored.</summary>
    public string[] FailedFolders { get; init; } = [];

    /// <summary>Whether only this account uses the folder. A client's folder keeps the rights that the client needs.</summary>
    public bool IsPrivate { get; init; }

    public UnixFileMode? FileMode => IsPrivate ? OwnerOnly.FileMode : null;

    public void CreateFolder(string folder)
    {
        if (IsPrivate)
            OwnerOnly.CreateFolder(folder);
        else
            Directory.CreateDirectory(folder);
    }

    /// <summary>Whether files are renamed while they are worked on.</summary>
    public bool Moves => Waiting.Length > 0;

    /// <summary>The queue of a pyWATS client.</summary>
    public static readonly FolderConvention Queue = new(
        ".queued",
        [".queued", ".processing"],
        [".completed"],
        [".error"]
    );

    /// <summary>
    /// Our own queue, from which the sidecar or the program itself uploads. A report is completed only after WATS has
    /// confirmed it.
    /// </summary>
    public static readonly FolderConvention OwnQueue = Queue with
    {
        TakenIsProof = true,
        FailedIsNewer = true,
        IsPrivate = true,
    };

    /// <summary>
    /// The folder that a pyWATS converter or the .NET WATS Client watches. The converter's `.queued` means "already
    /// queued". Both move finished files into a subfolder.
    /// </summary>
    public static readonly FolderConvention Watch = new(
        ".json",
        [".json", ".json.queued", ".json.processing"],
        [".json.completed", ".json.done"],
        [".json.error"]
    )
    {
        TakenFolders = ["done", "completed", "processed", "archive"],
        FailedFolders = ["error", "failed"],
    };

    /// <summary>A plain export: nothing is known about a file except that it exists.</summary>
    public static readonly FolderConvention Plain = new(".json", [], [".json"], []);
}
