namespace VteBridge.Monitoring.Snapshots;

/// <summary>The cycle that is under way. Stage is what is walked or settled; Position and Until are VTE's raw times.</summary>
internal sealed record CurrentCycle(
    DateTimeOffset StartedAt,
    string Stage,
    DateTime? Position,
    DateTime? Until,
    int RunsRead,
    int Delivered
);
