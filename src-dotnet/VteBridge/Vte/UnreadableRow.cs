namespace VteBridge.Vte;

/// <summary>
/// A row of IndexData or RepairData that cannot become a report, because nobody could say which run or repair it is. It is a
/// dead letter: the sync goes on without it.
/// </summary>
internal sealed record UnreadableRow
{
    /// <summary>The run's own id where the row has one, else made of the row's facts: the same row always has the same id.</summary>
    public required Guid DeadLetterId { get; init; }
    public required ReportKind Kind { get; init; }

    /// <summary>What is wrong with the row, in a sentence that names it.</summary>
    public required string What { get; init; }

    /// <summary>What a person can do about it.</summary>
    public required string Fix { get; init; }

    /// <summary>Groups rows with the same trouble: one of <see cref="UnreadableCauses"/>.</summary>
    public required string Cause { get; init; }

    /// <summary>Where it stands in VTE's order; null where the time or the key is not there.</summary>
    public Position? Position { get; init; }

    /// <summary>Raw.</summary>
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
