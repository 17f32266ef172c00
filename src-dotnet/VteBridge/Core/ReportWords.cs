namespace VteBridge.Core;

/// <summary>What became of a run or repair.</summary>
internal enum Outcome
{
    /// <summary>WATS has it.</summary>
    Accepted,

    /// <summary>Durably handed over, but WATS has not confirmed it yet.</summary>
    Queued,

    /// <summary>Will never be accepted as it is.</summary>
    Rejected,

    /// <summary>Not possible now; the same report is tried again later.</summary>
    Unavailable,

    /// <summary>Left out by the configuration.</summary>
    Excluded,
}

/// <summary>WATS's verdicts. A report can have the first four, a step all of them, a measurement only Passed, Failed and Skipped.</summary>
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

/// <summary>What a report is about: a run (WATS's type T) or a repair (type R).</summary>
internal enum ReportKind : byte
{
    Run,
    Repair,
}

/// <summary>The single letters that WATS uses for verdicts and for kinds of report. Only this class makes them.</summary>
internal static class Letters
{
    private const string Verdicts = "PFETDS";

    public static char Letter(this Verdict verdict) => Verdicts[(int)verdict];

    public static char Letter(this ReportKind kind) => kind == ReportKind.Run ? 'T' : 'R';
}
