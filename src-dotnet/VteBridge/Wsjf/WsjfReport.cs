namespace VteBridge.Wsjf;

/// <summary>One WSJF document. All texts are clean and within <see cref="WsjfLimits"/>. Members that are null are not written.</summary>
internal sealed record WsjfReport
{
    public required Guid Id { get; init; }
    public required ReportKind Kind { get; init; }
    public required string SerialNumber { get; init; }
    public required string PartNumber { get; init; }
    public required string Revision { get; init; }
    public required int ProcessCode { get; init; }
    public string? ProcessName { get; init; }
    public required Verdict Result { get; init; }
    public required string MachineName { get; init; }
    public required string Location { get; init; }
    public required string Purpose { get; init; }

    /// <summary>The station's local time with its offset. `start` and `startUTC` are both written from it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Only in the report of a run (type T).</summary>
    public UutPart? Uut { get; init; }

    /// <summary>Only in the report of a repair (type R).</summary>
    public UurPart? Uur { get; init; }
    public IReadOnlyList<MiscInfo> MiscInfos { get; init; } = [];
    public IReadOnlyList<SubUnit> SubUnits { get; init; } = [];
    public IReadOnlyList<Asset> Assets { get; init; } = [];

    /// <summary>The steps; only in the report of a run.</summary>
    public SequenceStep? Root { get; init; }
}

/// <summary>The part that only reports of runs have. ExecTime is in seconds.</summary>
internal sealed record UutPart(
    string User,
    double? ExecTime,
    int? ErrorCode,
    string? ErrorMessage,
    string? BatchSerial,
    string? Comment
);

/// <summary>
/// The part that only reports of repairs have. RefUut and ProcessCode are the id and process of the failed run's report; ExecTime is
/// in seconds. RefUut is written as null if there is none.
/// </summary>
internal sealed record UurPart(
    Guid? RefUut,
    int ProcessCode,
    string User,
    string Comment,
    DateTimeOffset ConfirmDate,
    DateTimeOffset FinalizeDate,
    double ExecTime
);

internal sealed record MiscInfo(string Description, string Text);

/// <summary>A part of the unit. In the report of a repair: the unit itself, with Index 0 and its failures.</summary>
internal sealed record SubUnit(string PartType, string PartNumber, string SerialNumber, string? Revision)
{
    public int? Index { get; init; }
    public IReadOnlyList<Failure>? Failures { get; init; }
}

/// <summary>ComRef is the reference of the component. RefStepId is the id of the failed step in the report of the run.</summary>
internal sealed record Failure(
    string Category,
    string Code,
    string? ArticleNumber,
    string? Comment,
    string? ComRef,
    int? RefStepId
);

/// <summary>A calibrated component of the test system. Each report counts as one use.</summary>
internal sealed record Asset(string SerialNumber);
