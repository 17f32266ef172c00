namespace VteBridge.Delivery;

/// <summary>How the files of a folder outlet are named, and what the names that others give them mean.</summary>
/// <param name="Fresh">What a new report is called, after its id.</param>
/// <param name="Waiting">Names under which a report is still on its way.</param>
/// <param name="Taken">Names of a report that was uploaded.</param>
/// <param name="Failed">Names of a report that whoever took it could not upload.</param>
internal sealed record FolderConvention(string Fresh, string[] Waiting, string[] Taken, string[] Failed)
{
    /// <summary>The queue of a pyWATS client, and our own.</summary>
    public static readonly FolderConvention Queue = new(
        ".queued",
        [".queued", ".processing"],
        [".completed"],
        [".error"]
    );

    /// <summary>
    /// The drop folder of a pyWATS converter (in it, `.queued` means "already queued") or of the .NET WATS Client, which
    /// move a file into a folder beside it when they are done.
    /// </summary>
    public static readonly FolderConvention Watch = new(
        ".json",
        [".json", ".json.queued", ".json.processing"],
        [".json.completed", ".json.done"],
        [".json.error"]
    );

    public static readonly FolderConvention Plain = new(".json", [], [".json"], []);
}
