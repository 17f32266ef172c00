namespace VteBridge.Delivery;

/// <summary>Waiting: dropped, not taken yet. Taken: uploaded or fetched. Errors: given up for now or for good by whoever takes them.</summary>
internal sealed record DestinationState(
    string Folder,
    int Waiting,
    int Taken,
    int Errors,
    DateTimeOffset? OldestWaiting
);
