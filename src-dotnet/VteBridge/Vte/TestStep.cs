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
