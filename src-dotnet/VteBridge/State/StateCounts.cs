using Dapper;

namespace VteBridge.State;

/// <summary>How many reports of one day, by VTE's raw time, now have one outcome.</summary>
[method: ExplicitConstructor]
internal sealed record OutcomeCount(DateOnly Day, ReportKind Kind, Outcome Outcome, long Count);

/// <summary>How many runs of one hour, by VTE's raw time, now have one outcome.</summary>
[method: ExplicitConstructor]
internal sealed record HourCount(DateTime Hour, Outcome Outcome, long Count);

/// <summary>The verdicts of one testplan's runs as they were sent.</summary>
/// <param name="Testplan">The name in VTE; null for runs without one.</param>
[method: ExplicitConstructor]
internal sealed record TestplanCount(string? Testplan, long Passed, long Failed, long Error, long Terminated)
{
    public const string Others = "(all others)";

    public long Runs => Passed + Failed + Error + Terminated;
}

/// <summary>The rows and checksum that the server gave for one day of a source when it was last compared.</summary>
/// <param name="Checksum">Over ids and header columns, as the server computed it.</param>
[method: ExplicitConstructor]
internal sealed record DayRecord(string Source, DateOnly Day, long Rows, string Checksum, DateTimeOffset SavedAt);

/// <summary>VTE's tables and columns as last accepted.</summary>
/// <param name="Resolved">The tables and columns as JSON.</param>
[method: ExplicitConstructor]
internal sealed record SchemaRecord(string Resolved, DateTimeOffset SavedAt);

/// <summary>What a nightly reconciliation found for one day of runs and repairs.</summary>
/// <param name="Night">The day, by VTE's clock, on which the reconciliation was made.</param>
/// <param name="Differences">The number of missing, changed, unread and orphaned reports.</param>
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
    /// <summary>People are told about a unit from this number of tests on; WATS leaves it out of its key figures after a hundred.</summary>
    public const int Many = 80;

    public const string Fix =
        "WATS leaves a unit out of its key figures after 100 tests in a process. Is it a reference unit? Exclude it, or give it a process of its own.";

    public override string ToString() => $"serial {Serial}, part {PartNumber}, process {Process}: {Tests} tests";
}
