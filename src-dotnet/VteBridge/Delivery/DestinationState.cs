namespace VteBridge.Delivery;

/// <summary>Waiting: dropped, not taken yet. Taken: uploaded or fetched. Errors: given up for now or for good by whoever takes them.</summary>
/// <param name="Pause">Why nothing is sent at the moment, and for how long; null when nothing is in the way.</param>
internal sealed record DestinationState(
    string Folder,
    int Waiting,
    int Taken,
    int Errors,
    DateTimeOffset? OldestWaiting,
    string? Pause = null
)
{
    public const string ErrorsFix =
        "See the files beside them for the reason. 'vtebridge reconcile --repair' sends what WATS does not have.";

    public static string ErrorsText(int errors, string folder) =>
        $"{errors} reports in '{folder}' could not be uploaded.";
}
