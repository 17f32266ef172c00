using VteBridge.Core;

namespace VteBridge.State;

/// <summary>How many reports of one day of VTE's have one outcome now.</summary>
internal sealed record OutcomeCount(DateOnly Day, ReportKind Kind, Outcome Outcome, long Count);

/// <summary>The runs of one hour of VTE's raw time that have one outcome now.</summary>
internal sealed record HourCount(DateTime Hour, Outcome Outcome, long Count);

/// <summary>The verdicts of one testplan's runs, as sent.</summary>
/// <param name="Testplan">VTE's text; null: the run has none.</param>
internal sealed record TestplanCount(string? Testplan, long Passed, long Failed, long Error, long Terminated)
{
    public const string Others = "(all others)";

    public long Runs => Passed + Failed + Error + Terminated;
}

/// <summary>What the server said about one day of a source when it was last compared.</summary>
/// <param name="Checksum">Of ids and header columns, as the server computed it.</param>
internal sealed record DayRecord(string Source, DateOnly Day, long Rows, string Checksum, DateTimeOffset SavedAt);

/// <summary>VTE's tables and columns as they were last accepted.</summary>
/// <param name="Resolved">JSON.</param>
internal sealed record SchemaRecord(string Resolved, DateTimeOffset SavedAt);
