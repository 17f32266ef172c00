namespace VteBridge.State;

/// <summary>What the nightly reconciliation found of one day of VTE's.</summary>
/// <param name="Night">The day of VTE's on which it was made.</param>
/// <param name="Differences">Missing, changed, unread and orphaned reports.</param>
/// <param name="Trouble">Why not everything could be asked; null when it was.</param>
internal sealed record NightRecord(
    DateOnly Night,
    DateOnly Day,
    DateTimeOffset CheckedAt,
    int InVte,
    int Missing,
    int Changed,
    long Unread,
    int Orphans,
    long Differences,
    bool AskedWats,
    int ExitCode,
    string? Trouble
)
{
    /// <summary>How many nights are kept.</summary>
    public const int Kept = 14;
}
