namespace VteBridge.Wsjf;

/// <summary>What only a test report has. ExecTime in seconds.</summary>
internal sealed record UutPart(
    string User,
    double? ExecTime,
    int? ErrorCode,
    string? ErrorMessage,
    string? BatchSerial,
    string? Comment
);

/// <summary>
/// What only a repair report has. RefUut and ProcessCode are the id and the process of the failed test; ExecTime in
/// seconds. Everything is written, RefUut as null when there is none.
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

/// <summary>A part of the unit; in a repair report the unit itself, with Index 0 and what failed in it.</summary>
internal sealed record SubUnit(string PartType, string PartNumber, string SerialNumber, string? Revision)
{
    public int? Index { get; init; }
    public IReadOnlyList<Failure>? Failures { get; init; }
}

/// <summary>ComRef is the component's reference; RefStepId the id of the step that failed, in the report of the test.</summary>
internal sealed record Failure(
    string Category,
    string Code,
    string? ArticleNumber,
    string? Comment,
    string? ComRef,
    int? RefStepId
);

/// <summary>A calibrated part of the test system, used once.</summary>
internal sealed record Asset(string SerialNumber);
