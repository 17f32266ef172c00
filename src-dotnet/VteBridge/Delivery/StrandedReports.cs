using VteBridge.Configuration;
using VteBridge.Delivery.Folders;

namespace VteBridge.Delivery;

/// <summary>
/// Reports that wait in our own queue while the configuration names another destination: the state store has them as queued, and
/// only `sidecar` and `wats` empty that folder.
/// </summary>
internal static class StrandedReports
{
    public const string Fix =
        "Run 'vtebridge sync --set Delivery:Destination=sidecar --set Delivery:Folder=' (or =wats) until none wait, or 'vtebridge reconcile --repair', which sends what WATS does not have.";

    /// <summary>Null when none do.</summary>
    public static string? In(BridgeOptions options)
    {
        var queue = options.State.OwnQueue;
        // Whoever empties the destination's folder empties it, however it is written.
        if (
            Path.TrimEndingDirectorySeparator(options.Delivery.Folder).Equals(queue, StringComparison.OrdinalIgnoreCase)
        )
            return null;
        try
        {
            var waiting = new FolderRoom(queue, FolderConvention.OwnQueue, options.Delivery).State().Waiting;
            return waiting > 0
                ? $"{waiting} reports wait in '{queue}', which nobody empties while Delivery:Destination is {options.Delivery.Destination} in '{options.Delivery.Folder}'."
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"Whether reports wait in '{queue}' cannot be seen: {e.Message}";
        }
    }
}
