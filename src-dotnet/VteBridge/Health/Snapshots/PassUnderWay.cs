namespace VteBridge.Health.Snapshots;

/// <summary>The pass that is under way. Stage is what is walked or settled; Position and Until are VTE's raw times.</summary>
internal sealed record PassUnderWay(
    DateTimeOffset StartedAt,
    string Stage,
    DateTime? Position,
    DateTime? Until,
    int RunsRead,
    int Delivered
);
