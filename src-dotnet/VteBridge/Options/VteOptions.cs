namespace VteBridge.Options;

/// <summary>Section `Vte`: where the VTE database is and how it is to be read.</summary>
internal sealed record VteOptions
{
    /// <summary>Of a login that can only read. Empty by default: it belongs into the environment or a protected file.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>A file that holds the connection string and that only this account can read. Used when ConnectionString is empty.</summary>
    public string ConnectionStringFile { get; init; } = "";

    /// <summary>The SQL schema of VTE's tables.</summary>
    public string Schema { get; init; } = "dbo";

    /// <summary>Zone of the Timestamp column, IANA ("Europe/Oslo") or Windows ("W. Europe Standard Time") name. Required.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Zones that differ from TimeZone, by IndexData.Site or, first, by IndexData.Hostname.</summary>
    public IReadOnlyDictionary<string, string> TimeZones { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether Timestamp is the `Start` or the `End` of the run (then TestTime is taken off).</summary>
    public TimestampMeaning TimestampIs { get; init; } = TimestampMeaning.Start;

    /// <summary>Seconds per unit of TestTime; 0.001 where VTE stores milliseconds.</summary>
    public double TestTimeFactor { get; init; } = 1;

    /// <summary>Names of columns that differ from every candidate: logical name ("Run.Serial") to the site's own. `TestDataText.Step.Result` names one table's.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of tables that differ: VTE's name ("IndexData") to the site's own.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs read at a time.</summary>
    public int PageSize { get; init; } = 200;

    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a statement is tried again after a transient error, with growing pauses.</summary>
    public int Retries { get; init; } = 4;
}

internal enum TimestampMeaning
{
    Start,
    End,
}
