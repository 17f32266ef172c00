namespace VteBridge.Wsjf;

/// <summary>The lengths and sizes that WATS allows, in UTF-16 characters unless stated otherwise.</summary>
internal static class WsjfLimits
{
    /// <summary>
    /// For sn, pn, rev, machineName, location, purpose, user, batchSN, names and values of steps and measurements, and misc infos.
    /// </summary>
    public const int Text = 100;
    public const int Unit = 20;
    public const int PartType = 50;
    public const int ReportErrorMessage = 500;
    public const int Comment = 5_000;
    public const int ReportText = 100_000;

    /// <summary>In bytes. The default request limit of the web servers that WATS runs on.</summary>
    public const int ReportBytes = 30_000_000;
    public const int SequenceName = 200;
    public const int SequenceVersion = 30;
    public const int SequencePath = 500;

    /// <summary>In bytes. WATS's limit is "100 KB"; the smaller meaning of that is used, so that no attachment is refused.</summary>
    public const int AttachmentBytes = 100_000;

    /// <summary>The most points in one series of a chart.</summary>
    public const int ChartPoints = 10_000;

    /// <summary>The user to report if the tester is not known.</summary>
    public const string SystemOperator = "sysoper";
    public const string RootName = "MainSequence Callback";
}
