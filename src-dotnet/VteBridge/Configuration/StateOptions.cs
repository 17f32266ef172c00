namespace VteBridge.Configuration;

/// <summary>Section `State`: what VteBridge remembers between cycles.</summary>
internal sealed record StateOptions
{
    /// <summary>The folder of the state store and the lock; one writer at a time. Relative to the configuration file.</summary>
    [PathOption]
    public string Folder { get; init; } = "state";

    /// <summary>Where reports wait when Delivery:Folder does not name another folder.</summary>
    public string OwnQueue => Path.Combine(Folder, "queue");

    /// <summary>For how many working days outcomes are remembered after their last change; at least the look-back.</summary>
    public int KeepDays { get; init; } = 400;

    public IEnumerable<OptionProblem> Problems(SyncOptions sync)
    {
        if (string.IsNullOrWhiteSpace(Folder))
            yield return new(
                "State:Folder",
                "is empty.",
                "Name a folder on a local disk that only this installation uses."
            );
        if (KeepDays < 1 || TimeSpan.FromDays(KeepDays) < sync.LookBack)
            yield return new(
                "State:KeepDays",
                $"{KeepDays} days is less than the look-back (or less than 1).",
                "Keep outcomes at least as long as Sync:LookBack."
            );
    }
}
