using System.ComponentModel.DataAnnotations;

namespace VteBridge.Configuration;

/// <summary>Section `Delivery`: where reports go.</summary>
internal sealed record DeliveryOptions
{
    /// <summary>Who takes the reports: our own queue drained through pyWATS (`sidecar`) or by the program itself (`wats`), a pyWATS client's queue, a converter's folder, or nobody (files only).</summary>
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
    public int MaxWaiting { get; init; } = 100_000;

    /// <summary>Reading pauses while the destination's disk has less than this free.</summary>
    public long MinFreeMegabytes { get; init; } = 200;

    /// <summary>Whether every file is flushed to the disk before it gets its final name. Off only for exports that can be repeated.</summary>
    public bool FlushToDisk { get; init; } = true;

    public SidecarOptions Sidecar { get; init; } = new();

    /// <summary>Whether WATS can be asked: a destination that uploads, or a server that is configured although others upload.</summary>
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
                $"'{Destination}' is no destination.",
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
        foreach (
            var problem in OptionRange
                .Of("Delivery:MaxWaiting", MaxWaiting, 1, int.MaxValue)
                .Concat(OptionRange.Of("Delivery:MinFreeMegabytes", MinFreeMegabytes, 0, long.MaxValue))
                .Concat(Sidecar.Problems())
        )
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

    /// <summary>Whether it needs no folder of its own: reports wait in `queue` in the state folder.</summary>
    public static bool HasOwnQueue(string destination) => destination is Sidecar or Wats;
}
