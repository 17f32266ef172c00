namespace VteBridge.Core;

/// <summary>What became of a run or repair.</summary>
internal enum Outcome
{
    /// <summary>WATS has it.</summary>
    Accepted,

    /// <summary>Durably handed over, not yet known to be in WATS.</summary>
    Queued,

    /// <summary>Will never be accepted as it is.</summary>
    Rejected,

    /// <summary>Try the same again later.</summary>
    Unavailable,

    /// <summary>Not to be sent, by the configuration.</summary>
    Excluded,
}

/// <summary>WATS's verdicts. A report knows the first four, a step all of them, a measurement Passed, Failed and Skipped only.</summary>
internal enum Verdict : byte
{
    Passed,
    Failed,
    Error,
    Terminated,

    /// <summary>Carried out, without a verdict.</summary>
    Done,
    Skipped,
}

/// <summary>What a report is about; WATS's type T or R.</summary>
internal enum ReportKind : byte
{
    Run,
    Repair,
}

/// <summary>The single letters by which WATS writes verdicts and kinds of report. Made here and nowhere else.</summary>
internal static class Letters
{
    private const string Verdicts = "PFETDS";

    public static char Letter(this Verdict verdict) => Verdicts[(int)verdict];

    public static char Letter(this ReportKind kind) => kind == ReportKind.Run ? 'T' : 'R';
}
