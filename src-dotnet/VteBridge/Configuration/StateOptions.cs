namespace VteBridge.Configuration;

/// <summary>Section `State`: what VteBridge remembers between cycles.</summary>
internal sealed record StateOptions
{
    /// <summary>The folder of checkpoint, journal, dead letters and lock; one writer at a time. Relative to the configuration file.</summary>
    [PathOption]
    public string Folder { get; init; } = "state";

    /// <summary>Where reports wait when Delivery:Folder does not name another folder.</summary>
    public string OwnQueue => Path.Combine(Folder, "queue");

    /// <summary>How long journal files are kept after their last line was written; at least the look-back.</summary>
    public int JournalDays { get; init; } = 400;

    public IEnumerable<OptionProblem> Problems(SyncOptions sync)
    {
        if (string.IsNullOrWhiteSpace(Folder))
            yield return new(
                "State:Folder",
                "is empty.",
                "Name a folder on a local disk that only this installation uses."
            );
        if (JournalDays < 1 || TimeSpan.FromDays(JournalDays) < sync.LookBack)
            yield return new(
                "State:JournalDays",
                $"{JournalDays} days is less than the look-back (or less than 1).",
                "Keep the journal at least as long as Sync:LookBack."
            );
    }
}
