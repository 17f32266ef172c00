namespace VteBridge.Wsjf;

/// <summary>Every length and size that WATS sets, in UTF-16 characters unless named otherwise.</summary>
internal static class WsjfLimits
{
    /// <summary>sn pn rev machineName location purpose user batchSN, names and values of steps and measurements, misc infos.</summary>
    public const int Text = 100;
    public const int Unit = 20;
    public const int PartType = 50;
    public const int ReportErrorMessage = 500;
    public const int Comment = 5_000;
    public const int ReportText = 100_000;

    /// <summary>What the web servers that WATS runs on take in one request where nobody has changed it.</summary>
    public const int ReportBytes = 30_000_000;
    public const int SequenceName = 200;
    public const int SequenceVersion = 30;
    public const int SequencePath = 500;

    /// <summary>WATS says 100 KB; the smaller reading is never refused.</summary>
    public const int AttachmentBytes = 100_000;

    /// <summary>Points of one series of a chart.</summary>
    public const int ChartPoints = 10_000;

    /// <summary>Of the user who tested, where none is known.</summary>
    public const string SystemOperator = "sysoper";
    public const string RootName = "MainSequence Callback";
}
