using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Sidecar;
using VteBridge.Delivery.Wats;

namespace VteBridge.Delivery;

/// <summary>Makes the configured destination.</summary>
internal static class DestinationFactory
{
    public static IDestination Create(DeliveryOptions options, TimeProvider time, ILoggerFactory logs) =>
        options.Destination switch
        {
            DestinationNames.QueueFolder => new FolderDestination(
                options.Destination,
                options.Folder,
                FolderConvention.Queue,
                options
            ),
            DestinationNames.WatchFolder => new FolderDestination(
                options.Destination,
                options.Folder,
                FolderConvention.Watch,
                options
            ),
            DestinationNames.Directory => new FolderDestination(
                options.Destination,
                options.Folder,
                FolderConvention.Plain,
                options
            ),
            DestinationNames.Wats => new WatsDestination(
                new FolderDestination(options.Destination, options.Folder, FolderConvention.OwnQueue, options),
                options.Folder,
                options.Sidecar,
                time,
                logs.CreateLogger<WatsDestination>()
            ),
            _ => new SidecarDestination(
                new FolderDestination(options.Destination, options.Folder, FolderConvention.OwnQueue, options),
                options.Folder,
                options.Sidecar,
                new SidecarProcess(options.Sidecar, time, logs.CreateLogger<SidecarProcess>()),
                time,
                logs.CreateLogger<SidecarDestination>()
            ),
        };
}
