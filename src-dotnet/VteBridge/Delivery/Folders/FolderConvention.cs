namespace VteBridge.Delivery.Folders;

/// <summary>How the files of a folder destination are named, and what the names that others give them mean.</summary>
/// <param name="Fresh">What a new report is called, after its id.</param>
/// <param name="Waiting">Names under which a report is still on its way.</param>
/// <param name="Taken">Names of a report that was uploaded.</param>
/// <param name="Failed">Names of a report that whoever took it could not upload.</param>
internal sealed record FolderConvention(string Fresh, string[] Waiting, string[] Taken, string[] Failed)
{
    /// <summary>Whether a report that was taken is known to be in WATS. Some pyWATS clients mark a report as completed without sending it.</summary>
    public bool TakenIsProof { get; init; }

    /// <summary>
    /// Whether of a failed copy and a taken one the failed is the newer: the sidecar removes a failed copy when it takes a
    /// newer version in hand. Elsewhere the one that was dropped last is the newer.
    /// </summary>
    public bool FailedIsNewer { get; init; }

    /// <summary>Folders in the folder into which taken reports are moved, case ignored.</summary>
    public string[] TakenFolders { get; init; } = [];

    /// <summary>Likewise those that could not be uploaded.</summary>
    public string[] FailedFolders { get; init; } = [];

    /// <summary>Whether only this account uses the folder; a client's folder keeps the rights that the client needs.</summary>
    public bool IsPrivate { get; init; }

    public UnixFileMode? FileMode => IsPrivate ? OwnerOnly.FileMode : null;

    public void CreateFolder(string folder)
    {
        if (IsPrivate)
            OwnerOnly.CreateFolder(folder);
        else
            Directory.CreateDirectory(folder);
    }

    /// <summary>Whether somebody moves reports on from one name to another.</summary>
    public bool Moves => Waiting.Length > 0;

    /// <summary>The queue of a pyWATS client.</summary>
    public static readonly FolderConvention Queue = new(
        ".queued",
        [".queued", ".processing"],
        [".completed"],
        [".error"]
    );

    /// <summary>Our own queue, which the sidecar empties: it completes a report when WATS has confirmed it.</summary>
    public static readonly FolderConvention OwnQueue = Queue with
    {
        TakenIsProof = true,
        FailedIsNewer = true,
        IsPrivate = true,
    };

    /// <summary>
    /// The drop folder of a pyWATS converter (in it, `.queued` means "already queued") or of the .NET WATS Client, which
    /// move a file into a folder beside it when they are done.
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

    /// <summary>A plain export: a file that is there is all there is to know.</summary>
    public static readonly FolderConvention Plain = new(".json", [], [".json"], []);
}
