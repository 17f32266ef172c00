namespace VteBridge.Wsjf;

/// <summary>One WSJF document. All texts are clean and within <see cref="WsjfLimits"/>; null is excluded of the document.</summary>
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

    /// <summary>Local to the station, with its offset; both `start` and `startUTC` are written from it.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Of a test report (type T).</summary>
    public UutPart? Uut { get; init; }

    /// <summary>Of a repair report (type R).</summary>
    public UurPart? Uur { get; init; }
    public IReadOnlyList<MiscInfo> MiscInfos { get; init; } = [];
    public IReadOnlyList<SubUnit> SubUnits { get; init; } = [];
    public IReadOnlyList<Asset> Assets { get; init; } = [];

    /// <summary>Of a test report.</summary>
    public SequenceStep? Root { get; init; }
}
