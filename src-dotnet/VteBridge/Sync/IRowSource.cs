using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>Something of VTE's that is read in the order (Timestamp, id) and becomes reports: runs, or repairs.</summary>
internal interface IRowSource
{
    /// <summary>"runs" or "repairs", as checkpoints and progress name it.</summary>
    string Name { get; }

    ReportKind Kind { get; }

    /// <summary>Counts its rows, to check what was read.</summary>
    ICensusReader Census { get; }

    /// <summary>Header rows without their details, in VTE's order, as candidates without a fingerprint.</summary>
    Task<HeaderPage> ReadHeadersAsync(Position from, DateTime until, CancellationToken stop);

    /// <summary>
    /// The same candidates with their details: as many, from the first, as the memory of a page holds, one at least.
    /// </summary>
    /// <param name="wanted">In VTE's order.</param>
    /// <param name="areAdjacent">Nothing was left out between them.</param>
    Task<IReadOnlyList<Candidate>> ReadDetailsAsync(
        IReadOnlyList<Candidate> wanted,
        bool areAdjacent,
        CancellationToken stop
    );

    /// <summary>Rows that no walk meets, because their time or key is NULL, as candidates that cannot be read.</summary>
    Task<IReadOnlyList<Candidate>> ReadKeylessAsync(CancellationToken stop);

    /// <summary>How many rows lie in the future, and the first of them.</summary>
    Task<(long Count, DateTime? First)> FutureAsync(DateTime from, CancellationToken stop);

    /// <summary>The units with so many tests in one process that WATS may soon leave them out of its key figures.</summary>
    Task<IReadOnlyList<Retest>> RetestsAsync(DateTime from, CancellationToken stop);

    /// <summary>Where the row of this report stands in time; null when VTE does not have it, or cannot tell by this id.</summary>
    Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop);

    /// <summary>By what WATS tells its start from others; null for one that becomes no report. Needs the header only.</summary>
    StartKey? StartKeyOf(Candidate candidate);

    /// <summary>The report of a candidate that has its details. Pure.</summary>
    /// <param name="version">The version of VteBridge that the report names; null: this one.</param>
    Mapped Map(Candidate candidate, string? version = null);
}

/// <summary>Header rows of one page.</summary>
/// <param name="Next">Where the next page begins; null behind the last.</param>
internal sealed record HeaderPage(IReadOnlyList<Candidate> Candidates, Position? Next);
