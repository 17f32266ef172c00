namespace VteBridge.Simulator.Wats.Rules;

/// <summary>The lengths (in UTF-16 units) and sets of words of the WSJF contract.</summary>
internal static class WsjfLimits
{
    public const int Text = 100;
    public const int Unit = 20;
    public const int StepError = 200;
    public const int ReportError = 500;
    public const int ReportText = 100_000;
    public const int Comment = 5000;
    public const int SequencePath = 500;
    public const int SequenceName = 200;
    public const int SequenceVersion = 30;
    public const int PartType = 50;

    /// <summary>Of an attachment, decoded.</summary>
    public const int AttachmentBytes = 100 * 1024;

    public const string Results = "PFET";
    public const string StepStatuses = "PFETDS";
    public const string MeasurementStatuses = "PFS";
    public const string Groups = "SMC";

    public static readonly string[] TwoLimits = ["GELE", "GELT", "GTLE", "GTLT", "LEGE", "LEGT", "LTGE", "LTGT"];
    public static readonly string[] OneLimit = ["EQ", "NE", "LT", "LE", "GT", "GE"];
    public static readonly string[] StringComparisons = ["EQ", "NE", "CASESENSIT", "IGNORECASE"];
    public static readonly string[] ChartTypes = ["Line", "LineLogXY", "LineLogX", "LineLogY"];

    /// <summary>No limit: the value is only logged.</summary>
    public const string Log = "LOG";
}
