namespace VteBridge.Vte;

/// <summary>
/// A row of IndexData or RepairData that cannot become a report, because it is unclear which run or repair it is. It becomes a dead
/// letter, and the sync goes on without it.
/// </summary>
internal sealed record UnreadableRow
{
    /// <summary>The id of the run if the row has one, else an id made from the row's values. The same row always has the same id.</summary>
    public required Guid DeadLetterId { get; init; }
    public required ReportKind Kind { get; init; }

    /// <summary>What is wrong with the row, in a sentence that names it.</summary>
    public required string What { get; init; }

    /// <summary>What a person can do about it.</summary>
    public required string Fix { get; init; }

    /// <summary>Groups rows with the same problem: one of <see cref="UnreadableCauses"/>.</summary>
    public required string Cause { get; init; }

    /// <summary>The row's place in VTE's order; null when its time or key is missing.</summary>
    public Position? Position { get; init; }

    /// <summary>The raw time; null when the row has none.</summary>
    public DateTime? Timestamp { get; init; }

    /// <summary>The key as VTE has it.</summary>
    public string? Key { get; init; }
    public string? Serial { get; init; }
    public string? Station { get; init; }
    public string? Testplan { get; init; }
}

internal static class UnreadableCauses
{
    public const string NoKey = "no-key";
    public const string NoTimestamp = "no-timestamp";
    public const string DuplicateRow = "duplicate-row";
    public const string DuplicateUnit = "duplicate-unit";
}
