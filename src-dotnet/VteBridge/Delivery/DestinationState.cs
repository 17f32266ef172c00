using VteBridge.Configuration;

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
    /// <summary>The counts in words; nobody takes anything out of a `directory`.</summary>
    public static string Counts(string destination, int waiting, int taken, int errors) =>
        destination == DestinationNames.Directory
            ? $"{taken} reports"
            : $"{waiting} waiting, {taken} uploaded or fetched, {errors} in error";

    public const string ErrorsFix =
        "See the files beside them for the reason. 'vtebridge reconcile --repair' sends what WATS does not have.";

    public static string ErrorsText(int errors, string folder) =>
        $"{errors} reports in '{folder}' could not be uploaded.";
}
