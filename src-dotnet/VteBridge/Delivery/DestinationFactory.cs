using Microsoft.Extensions.Logging;
using VteBridge.Configuration;
using VteBridge.Delivery.Folders;
using VteBridge.Delivery.Sidecar;
using VteBridge.Delivery.Wats;

namespace VteBridge.Delivery;

/// <summary>Makes the configured destination.</summary>
internal static class DestinationFactory
{
    public static IDestination Create(DeliveryOptions options, TimeProvider time, ILoggerFactory logs)
    {
        return options.Destination switch
        {
            DestinationNames.QueueFolder => Folder(FolderConvention.Queue),
            DestinationNames.WatchFolder => Folder(FolderConvention.Watch),
            DestinationNames.Directory => Folder(FolderConvention.Plain),
            DestinationNames.Wats => Queue(
                new WatsDrain(options.Folder, options.Sidecar, time, logs.CreateLogger<WatsDrain>())
            ),
            _ => Queue(
                new SidecarDrain(
                    options.Folder,
                    options.Sidecar,
                    new SidecarProcess(options.Sidecar, time, logs.CreateLogger<SidecarProcess>()),
                    logs.CreateLogger<SidecarDrain>()
                )
            ),
        };

        FolderDestination Folder(FolderConvention convention) =>
            new(options.Destination, options.Folder, convention, options);

        OwnQueue Queue(IQueueDrain drain) =>
            new(Folder(FolderConvention.OwnQueue), options.Folder, drain, time, logs.CreateLogger<OwnQueue>());
    }
}
