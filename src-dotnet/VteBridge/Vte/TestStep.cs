namespace VteBridge.Vte;

/// <summary>The TestData table that a step came from; the order of the members is the order of rows with one step number.</summary>
internal enum StepKind
{
    Numeric,
    Text,
    Other,
}

/// <summary>
/// One row of a TestData table. At most one of Value, Text and Blob is set: Value for a number; Text for text, and for
/// a numeric column's content that is no number; Blob for binary content. None of them: the row has no result.
/// </summary>
internal sealed record TestStep
{
    public required StepKind Kind { get; init; }
    public int? Number { get; init; }

    /// <summary>TestStepNumber as it is written, where it is not a whole number ("1.2", "7a").</summary>
    public string? NumberText { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }

    /// <summary>The size of the whole, where Description is only its beginning.</summary>
    public CutText? DescriptionCut { get; init; }
    public string? TestNumber { get; init; }
    public string? Units { get; init; }

    /// <summary>TestResultType as text; which code means what is for the configuration to say.</summary>
    public string? ResultType { get; init; }

    public double? Value { get; init; }
    public string? Text { get; init; }

    /// <summary>The size of the whole, where Text is only its beginning.</summary>
    public CutText? TextCut { get; init; }
    public Blob? Blob { get; init; }
    public double? LowLimit { get; init; }
    public double? HighLimit { get; init; }

    /// <summary>What stands in the column of a limit that is there but is no number; null otherwise.</summary>
    public string? LowLimitText { get; init; }
    public string? HighLimitText { get; init; }
}

/// <summary>
/// Binary content of a TestDataOther row. Head is the whole content when it is not longer than what the reader keeps
/// (<see cref="Kept"/>), else its beginning; Length and Sha256 (lower-case hex) are always those of the whole.
/// </summary>
internal sealed record Blob(byte[] Head, long Length, string Sha256)
{
    /// <summary>More than WATS takes as an attachment (100 KB) or as report text (100,000 characters of two bytes).</summary>
    public const int Kept = 256 * 1024;

    public bool IsWhole => Head.LongLength == Length;
}

/// <summary>
/// What a text was of which only the first <see cref="Kept"/> characters are kept.
/// </summary>
/// <param name="Length">In UTF-16 characters.</param>
/// <param name="Sha256">Of the whole as UTF-16, little-endian; lower-case hex.</param>
internal sealed record CutText(long Length, string Sha256)
{
    /// <summary>More than any report can show; one cell cannot fill the memory.</summary>
    public const int Kept = 1_000_000;

    public string Describe() => $"{Length} characters, SHA-256 {Sha256} of them in UTF-16";
}
