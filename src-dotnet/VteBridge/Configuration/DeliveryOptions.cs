using System.ComponentModel.DataAnnotations;

namespace VteBridge.Configuration;

/// <summary>Section `Delivery`: where reports go.</summary>
internal sealed record DeliveryOptions
{
    /// <summary>
    /// Where reports go: into our own queue, which is uploaded through pyWATS (`sidecar`) or by the program itself
    /// (`wats`), a pyWATS client's queue (`queue-folder`), a converter's folder (`watch-folder`), or into files only
    /// (`directory`).
    /// </summary>
    [AllowedValues(
        DestinationNames.Sidecar,
        DestinationNames.Wats,
        DestinationNames.QueueFolder,
        DestinationNames.WatchFolder,
        DestinationNames.Directory
    )]
    public string Destination { get; init; } = DestinationNames.Sidecar;

    public const string AutoFolder = "auto";

    /// <summary>The folder of the destination. Empty with `sidecar` or `wats`: `queue` in the state folder; `auto` with `queue-folder`: the pyWATS client's own reports folder.</summary>
    [PathOption]
    public string Folder { get; init; } = "";

    /// <summary>Reading pauses while this many reports wait in the destination's folder.</summary>
    [RangeOption("1")]
    public int MaxWaiting { get; init; } = 100_000;

    /// <summary>Reading pauses while the destination's disk has less free space than this.</summary>
    [RangeOption("0")]
    public long MinFreeMegabytes { get; init; } = 200;

    /// <summary>
    /// Whether every file is flushed to the disk before it gets its final name. Turn it off only for exports that can be
    /// repeated.
    /// </summary>
    public bool FlushToDisk { get; init; } = true;

    public SidecarOptions Sidecar { get; init; } = new();

    /// <summary>Whether WATS can be queried: the destination uploads, or a server is configured although another program uploads.</summary>
    public bool KnowsWats =>
        DestinationNames.HasOwnQueue(Destination)
        || Sidecar.ServerUrl != ""
        || Sidecar.ClientInstance != ""
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PYWATS_SERVER_URL"));

    public IEnumerable<OptionProblem> Problems()
    {
        if (!DestinationNames.All.Contains(Destination))
            yield return new(
                "Delivery:Destination",
                $"'{Destination}' is not a destination.",
                $"Use one of: {string.Join(", ", DestinationNames.All)}."
            );
        else if (!DestinationNames.HasOwnQueue(Destination) && Folder == "")
            yield return new(
                "Delivery:Folder",
                $"The destination '{Destination}' needs a folder.",
                "Name the folder that the reports go to."
            );
        else if (Folder == AutoFolder && Destination != DestinationNames.QueueFolder)
            yield return new(
                "Delivery:Folder",
                $"'{AutoFolder}' is the queue of a pyWATS client, and only the destination '{DestinationNames.QueueFolder}' delivers there.",
                "Name a folder, or use that destination."
            );
        foreach (var problem in Sidecar.Problems())
            yield return problem;
    }
}

internal static class DestinationNames
{
    public const string Sidecar = "sidecar";
    public const string Wats = "wats";
    public const string QueueFolder = "queue-folder";
    public const string WatchFolder = "watch-folder";
    public const string Directory = "directory";

    public static readonly string[] All = [Sidecar, Wats, QueueFolder, WatchFolder, Directory];

    /// <summary>
    /// Whether the destination uses our own queue. Reports then wait in `queue` in the state folder, unless
    /// Delivery:Folder names another.
    /// </summary>
    public static bool HasOwnQueue(string destination) => destination is Sidecar or Wats;
}

/// <summary>
/// Section `Delivery:Sidecar`: how reports are uploaded to WATS, by the Python sidecar or, with the destination `wats`, by
/// the program itself.
/// </summary>
internal sealed record SidecarOptions
{
    /// <summary>
    /// The Python that has pywats-api. Empty: the environment `.venv-sidecar`, made by scripts/setup-sidecar, beside the
    /// configuration or the program; without one, python3 (py on Windows).
    /// </summary>
    [PathOption(MayBeName = true)]
    public string Python { get; init; } = "";

    /// <summary>Address of the WATS server. Empty: PYWATS_SERVER_URL, or the address in the pyWATS client's configuration.</summary>
    public string ServerUrl { get; init; } = "";

    /// <summary>
    /// A file that holds the WATS token and that only this account can read. Empty: PYWATS_API_TOKEN, or the token in the
    /// pyWATS client's configuration.
    /// </summary>
    [PathOption(IsSecretFile = true)]
    public string TokenFile { get; init; } = "";

    /// <summary>Takes server, token, station and folder from the configuration of the pyWATS client with this instance id, or from this configuration file of a client (a path that ends with `.json`).</summary>
    [PathOption(MayBeName = true)]
    public string ClientInstance { get; init; } = "";

    /// <summary>How many reports are uploaded at the same time.</summary>
    [RangeOption("1", "100")]
    public int Jobs { get; init; } = 10;

    /// <summary>Maximum number of reports per minute; 0: no limit.</summary>
    [RangeOption("0")]
    public int RatePerMinute { get; init; }

    /// <summary>How long one upload may take.</summary>
    [RangeOption("1s", "1d")]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the sidecar may say nothing before it is stopped.</summary>
    [RangeOption("1s", "1d")]
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the sidecar has to end when asked, before it is killed.</summary>
    [RangeOption("1s", "1d")]
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long uploaded reports are kept in the queue folder.</summary>
    [RangeOption("0s", "3660d")]
    public TimeSpan KeepCompleted { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The Python of the environment that scripts/setup-sidecar made in a folder; null when there is none.</summary>
    public static string? PreparedPython(string folder)
    {
        string[] parts = OperatingSystem.IsWindows() ? ["Scripts", "python.exe"] : ["bin", "python"];
        var python = Path.Combine([folder, ".venv-sidecar", .. parts]);
        return File.Exists(python) ? python : null;
    }

    public IEnumerable<OptionProblem> Problems()
    {
        if (ServerUrl != "" && UrlProblem(ServerUrl) is { } wrong)
            yield return new("Delivery:Sidecar:ServerUrl", wrong + ".", "Write it as https://your-company.wats.com.");
    }

    /// <summary>
    /// Why the text cannot be the address of WATS, as the end of a sentence; null when it can be. The text itself is left
    /// out, because it may hold a secret.
    /// </summary>
    public static string? UrlProblem(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var parts) || parts.Scheme is not ("http" or "https")
            ? "is not a web address"
        : parts.UserInfo != "" ? "holds a user name or password, which do not belong in an address"
        : url.AsSpan().ContainsAny('?', '#') ? "continues after its path with ? or #"
        : null;
}
