namespace VteBridge.Vte;

/// <summary>The TestData table of a step. The rows of one step number are in the order of these members.</summary>
internal enum StepKind
{
    Numeric,
    Text,
    Other,
}

/// <summary>
/// One row of a TestData table. At most one of Value, Text and Blob is set: Value for a number; Text for text, and for the content of
/// a numeric column that is not a number; Blob for binary content. A row without any of them has no result.
/// </summary>
internal sealed record TestStep
{
    public required StepKind Kind { get; init; }
    public int? Number { get; init; }

    /// <summary>TestStepNumber as text if it is not a whole number ("1.2", "7a"); else null.</summary>
    public string? NumberText { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }

    /// <summary>Length and hash of the whole description if Description is only its beginning; else null.</summary>
    public CutText? DescriptionCut { get; init; }
    public string? TestNumber { get; init; }
    public string? Units { get; init; }

    /// <summary>TestResultType as text. The configuration says what each code means.</summary>
    public string? ResultType { get; init; }

    public double? Value { get; init; }
    public string? Text { get; init; }

    /// <summary>Length and hash of the whole text if Text is only its beginning; else null.</summary>
    public CutText? TextCut { get; init; }
    public Blob? Blob { get; init; }
    public double? LowLimit { get; init; }
    public double? HighLimit { get; init; }

    /// <summary>The content of the limit's column if it is not a number; else null.</summary>
    public string? LowLimitText { get; init; }
    public string? HighLimitText { get; init; }
}

/// <summary>
/// Binary content of a TestDataOther row. Head is the whole content or its first <see cref="Kept"/> bytes. Length and Sha256
/// (lower-case hex) are those of the whole.
/// </summary>
internal sealed record Blob(byte[] Head, long Length, string Sha256)
{
    /// <summary>More than WATS takes as an attachment (100 KB) or as report text (100,000 characters of two bytes).</summary>
    public const int Kept = 256 * 1024;

    public bool IsWhole => Head.LongLength == Length;
}

/// <summary>
/// Length and hash of a text of which only the first <see cref="Kept"/> characters are kept.
/// </summary>
/// <param name="Length">Length of the whole in UTF-16 characters.</param>
/// <param name="Sha256">Hash of the whole as UTF-16, little-endian; lower-case hex.</param>
internal sealed record CutText(long Length, string Sha256)
{
    /// <summary>More than any report can show, but few enough that one cell cannot fill the memory.</summary>
    public const int Kept = 1_000_000;

    public string Describe() => $"{Length} characters, SHA-256 {Sha256} of them in UTF-16";
}
