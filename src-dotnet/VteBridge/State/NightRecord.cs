namespace VteBridge.State;

/// <summary>What the nightly reconciliation found of one day of VTE's.</summary>
/// <param name="Night">The day of VTE's on which it was made.</param>
/// <param name="Differences">Missing, changed, unread and orphaned reports.</param>
/// <param name="Text">What was found, and whether WATS could be asked.</param>
internal sealed record NightRecord(
    DateOnly Night,
    DateOnly Day,
    DateTimeOffset CheckedAt,
    int InVte,
    long Differences,
    int ExitCode,
    string Text
)
{
    /// <summary>How many nights are kept.</summary>
    public const int Kept = 14;
}
