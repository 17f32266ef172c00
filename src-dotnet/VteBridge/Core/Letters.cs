namespace VteBridge.Core;

/// <summary>The single letters by which WATS writes verdicts and kinds of report. Made here and nowhere else.</summary>
internal static class Letters
{
    private const string Verdicts = "PFETDS";

    public static char Letter(this Verdict verdict) => Verdicts[(int)verdict];

    public static char Letter(this ReportKind kind) => kind == ReportKind.Run ? 'T' : 'R';

    /// <summary>Null for a letter that is no verdict's.</summary>
    public static Verdict? ToVerdict(char letter) => Verdicts.IndexOf(letter) is >= 0 and var i ? (Verdict)i : null;

    /// <summary>Null for a letter that is no kind's.</summary>
    public static ReportKind? ToReportKind(char letter) =>
        letter switch
        {
            'T' => ReportKind.Run,
            'R' => ReportKind.Repair,
            _ => null,
        };
}
