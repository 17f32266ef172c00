using Microsoft.Extensions.Logging;
using VteBridge.Delivery.Sidecar;
using VteBridge.Options;

namespace VteBridge.Delivery;

/// <summary>Makes the configured outlet.</summary>
internal static class Outlets
{
    public static IOutlet Create(DeliveryOptions options, TimeProvider time, ILoggerFactory logs) =>
        options.Outlet switch
        {
            OutletNames.QueueFolder => new FolderOutlet(
                options.Outlet,
                options.Folder,
                FolderConvention.Queue,
                options
            ),
            OutletNames.WatchFolder => new FolderOutlet(
                options.Outlet,
                options.Folder,
                FolderConvention.Watch,
                options
            ),
            OutletNames.Directory => new FolderOutlet(options.Outlet, options.Folder, FolderConvention.Plain, options),
            _ => new SidecarOutlet(
                new FolderOutlet(options.Outlet, options.Folder, FolderConvention.OwnQueue, options),
                options.Folder,
                options.Sidecar,
                new SidecarProcess(options.Sidecar, time, logs.CreateLogger<SidecarProcess>()),
                logs.CreateLogger<SidecarOutlet>()
            ),
        };
}
