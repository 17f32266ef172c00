namespace VteBridge.Simulator.Wats;

/// <summary>The counters of one moment.</summary>
internal sealed record CounterValues
{
    /// <summary>Submissions whose body arrived, whatever became of them.</summary>
    public long Received { get; init; }

    /// <summary>Submissions kept, also those whose answer was lost by a fault.</summary>
    public long Accepted { get; init; }

    /// <summary>Submissions that validation refused; those a fault refused are in <see cref="Faulted"/>.</summary>
    public long Refused { get; init; }

    public long OverwrittenById { get; init; }
    public long ReplacedByKey { get; init; }
    public long Quarantined { get; init; }

    /// <summary>Reports asked for by id.</summary>
    public long Receipts { get; init; }

    /// <summary>Header queries.</summary>
    public long Queries { get; init; }

    /// <summary>Requests that met a fault.</summary>
    public long Faulted { get; init; }

    /// <summary>Requests whose connection ended before a whole answer was given.</summary>
    public long Unanswered { get; init; }

    /// <summary>Answers under /api by status.</summary>
    public IReadOnlyDictionary<int, long> ByStatus { get; init; } = new Dictionary<int, long>();
}
