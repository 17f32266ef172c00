namespace VteBridge.Vte.Reading;

/// <summary>The header rows of one page in the order (Timestamp, Index_GUID), as runs without steps, assemblies, components and history.</summary>
/// <param name="Unreadable">Rows of the page that are no run; each stands in the page's part of the order.</param>
/// <param name="Last">The last row of the page, readable or not; null when it has none.</param>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
internal sealed record RunHeaderPage(
    IReadOnlyList<TestRun> Headers,
    IReadOnlyList<UnreadableRow> Unreadable,
    Position? Last,
    Position? Next
);

/// <summary>The same of repairs: without actions, syndromes and their run.</summary>
internal sealed record RepairHeaderPage(
    IReadOnlyList<Repair> Headers,
    IReadOnlyList<UnreadableRow> Unreadable,
    Position? Last,
    Position? Next
);

/// <summary>Runs found by their ids; what VTE does not have is in neither list.</summary>
internal sealed record RunsFound(IReadOnlyList<TestRun> Runs, IReadOnlyList<UnreadableRow> Unreadable);
