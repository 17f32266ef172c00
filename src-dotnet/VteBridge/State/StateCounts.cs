using Dapper;

namespace VteBridge.State;

/// <summary>How many reports of one day of VTE's have one outcome now.</summary>
[method: ExplicitConstructor]
internal sealed record OutcomeCount(DateOnly Day, ReportKind Kind, Outcome Outcome, long Count);

/// <summary>The runs of one hour of VTE's raw time that have one outcome now.</summary>
[method: ExplicitConstructor]
internal sealed record HourCount(DateTime Hour, Outcome Outcome, long Count);

/// <summary>The verdicts of one testplan's runs, as sent.</summary>
/// <param name="Testplan">VTE's text; null: the run has none.</param>
[method: ExplicitConstructor]
internal sealed record TestplanCount(string? Testplan, long Passed, long Failed, long Error, long Terminated)
{
    public const string Others = "(all others)";

    public long Runs => Passed + Failed + Error + Terminated;
}

/// <summary>What the server said about one day of a source when it was last compared.</summary>
/// <param name="Checksum">Of ids and header columns, as the server computed it.</param>
[method: ExplicitConstructor]
internal sealed record DayRecord(string Source, DateOnly Day, long Rows, string Checksum, DateTimeOffset SavedAt);

/// <summary>VTE's tables and columns as they were last accepted.</summary>
/// <param name="Resolved">JSON.</param>
[method: ExplicitConstructor]
internal sealed record SchemaRecord(string Resolved, DateTimeOffset SavedAt);

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

/// <summary>A unit that was tested so often in one process that WATS may soon leave it out of its key figures.</summary>
internal sealed record Retest(string Serial, string PartNumber, int Process, long Tests)
{
    /// <summary>From so many tests on people are told; WATS stops at a hundred.</summary>
    public const int Many = 80;

    public const string Fix =
        "WATS leaves a unit out of its key figures after 100 tests in a process. Is it a reference unit? Exclude it, or give it a process of its own.";

    public override string ToString() => $"serial {Serial}, part {PartNumber}, process {Process}: {Tests} tests";
}
