using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>Rows of VTE that are read in the order (Timestamp, id) and become reports: runs or repairs.</summary>
internal interface IRowSource
{
    /// <summary>"runs" or "repairs", as checkpoints and progress name it.</summary>
    string Name { get; }

    ReportKind Kind { get; }

    /// <summary>Counts the rows of the source, to check what was read.</summary>
    ICensusReader Census { get; }

    /// <summary>Reads headers without details, in VTE's order, as candidates without a fingerprint.</summary>
    Task<HeaderPage> ReadHeadersAsync(Position from, DateTime until, CancellationToken stop);

    /// <summary>
    /// Reads the details of the same candidates: as many of them, from the first on, as fit into the memory limit of a page, but at
    /// least one.
    /// </summary>
    /// <param name="wanted">The candidates in VTE's order.</param>
    /// <param name="areAdjacent">Whether no candidate between them was left out.</param>
    Task<IReadOnlyList<Candidate>> ReadDetailsAsync(
        IReadOnlyList<Candidate> wanted,
        bool areAdjacent,
        CancellationToken stop
    );

    /// <summary>Reads the rows that no walk reaches, because their time or key is NULL, as unreadable candidates.</summary>
    Task<IReadOnlyList<Candidate>> ReadKeylessAsync(CancellationToken stop);

    /// <summary>How many rows are later than this raw time, and the time of the first.</summary>
    Task<(long Count, DateTime? First)> FutureAsync(DateTime from, CancellationToken stop);

    /// <summary>The units with so many tests in one process that WATS may soon leave them out of its key figures.</summary>
    Task<IReadOnlyList<Retest>> RetestsAsync(DateTime from, CancellationToken stop);

    /// <summary>The raw time of the row of this report; null when VTE does not have it, or it cannot be found by this id.</summary>
    Task<DateTime?> TimeOfAsync(Guid id, CancellationToken stop);

    /// <summary>What WATS tells this report from others by; null for a candidate that gets no report. Needs only the header.</summary>
    StartKey? StartKeyOf(Candidate candidate);

    /// <summary>Maps a candidate that has its details. Pure.</summary>
    /// <param name="version">The version of VteBridge that the report names; null for this one.</param>
    Mapped Map(Candidate candidate, string? version = null);
}

/// <summary>The headers of one page.</summary>
/// <param name="Next">The position from which the next page is read; null after the last page.</param>
internal sealed record HeaderPage(IReadOnlyList<Candidate> Candidates, Position? Next);
