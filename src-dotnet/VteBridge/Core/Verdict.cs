namespace VteBridge.Core;

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
