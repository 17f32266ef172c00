namespace VteBridge.Monitoring.Snapshots;

/// <summary>The destination's folder as last counted.</summary>
/// <param name="Full">Why it takes no more; null when it does.</param>
/// <param name="Trouble">What it said at the end of the last cycle; null when all was well.</param>
internal sealed record DestinationView(
    string Name,
    string Folder,
    int Waiting,
    int Taken,
    int Errors,
    DateTimeOffset? OldestWaiting,
    string? Full,
    string? Trouble
);
