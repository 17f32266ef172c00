namespace VteBridge.Vte;

/// <summary>
/// One RepairData row with its actions, and the failed run it belongs to. Times raw, codes as text.
/// </summary>
internal sealed record Repair
{
    /// <summary>The repair's own key as text: a GUID at most sites, whatever the column holds elsewhere.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands in VTE's order: by its own time, else its last action's, else that of its run.</summary>
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

    /// <summary>UutData.Serial of UutId.</summary>
    public string? UutSerial { get; init; }

    /// <summary>In row order.</summary>
    public IReadOnlyList<RepairAction> Actions { get; init; } = [];

    /// <summary>Syndromes whose causes name this repair's failure code.</summary>
    public IReadOnlyList<RepairSyndrome> Syndromes { get; init; } = [];

    /// <summary>The id of <see cref="Run"/>, known before the run is read.</summary>
    public Guid? LinkedRun { get; init; }

    /// <summary>As <see cref="TestRun.ReadFlags"/>.</summary>
    public IReadOnlyList<string> ReadFlags { get; init; } = [];

    /// <summary>The run repaired: by RunId, else the newest failed run of the serial before the repair; null when there is none.</summary>
    public TestRun? Run { get; init; }

    /// <summary>
    /// The id of its report: its own key where that is a GUID. Not where it is its run's, as at sites whose repairs have no key but
    /// the run: WATS would take the repair for a new version of the run's report.
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
