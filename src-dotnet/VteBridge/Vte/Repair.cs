namespace VteBridge.Vte;

/// <summary>
/// One RepairData row with its actions and the failed run that was repaired. Times are raw, codes are text.
/// </summary>
internal sealed record Repair
{
    /// <summary>The repair's own key as text: a GUID at most sites, any value at others.</summary>
    public required string Id { get; init; }

    /// <summary>The repair's place in VTE's order: by its own time, else its last action's, else the time of its run.</summary>
    public Position Position { get; init; }
    public DateTime? Timestamp { get; init; }
    public Guid? RunId { get; init; }
    public Guid? UutId { get; init; }
    public string? UserName { get; init; }
    public string? FailureCode { get; init; }
    public string? FailureDescription { get; init; }
    public string? FailureCategory { get; init; }
    public int? StepNumber { get; init; }
    public string? Comment { get; init; }

    /// <summary>The serial in UutData that UutId leads to.</summary>
    public string? UutSerial { get; init; }

    /// <summary>The actions in the order of their rows.</summary>
    public IReadOnlyList<RepairAction> Actions { get; init; } = [];

    /// <summary>Syndromes whose causes name this repair's failure code.</summary>
    public IReadOnlyList<RepairSyndrome> Syndromes { get; init; } = [];

    /// <summary>The id of <see cref="Run"/>, known before the run is read.</summary>
    public Guid? LinkedRun { get; init; }

    /// <summary>What is odd about the repair's rows, as in <see cref="TestRun.ReadFlags"/>.</summary>
    public IReadOnlyList<string> ReadFlags { get; init; } = [];

    /// <summary>The repaired run: the run of RunId, else the newest failed run of the serial before the repair; null when there is none.</summary>
    public TestRun? Run { get; init; }

    /// <summary>
    /// The id of the report: the repair's own key if it is a GUID, else one made from it. At sites that use the run's id as the key of a
    /// repair an id is made too; otherwise WATS would take the repair for a new version of the run's report.
    /// </summary>
    public Guid ReportId() =>
        Guid.TryParse(Id, out var id) && id != Guid.Empty && id != RunId ? id : UuidV5.OfRepair(Id.Trim());
}

internal sealed record RepairAction(
    string? ActionCode,
    string? Description,
    string? Component,
    string? PartNumber,
    string? Comment,
    DateTime? Timestamp
);

internal sealed record RepairSyndrome(string? TestName, string? Description, IReadOnlyList<SyndromeCause> Causes);

internal sealed record SyndromeCause(string? FailureCode, string? Component, int? Count);
