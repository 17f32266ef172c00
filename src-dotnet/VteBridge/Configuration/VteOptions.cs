namespace VteBridge.Configuration;

/// <summary>Section `Vte`: where the VTE database is and how it is to be read.</summary>
internal sealed record VteOptions
{
    /// <summary>Of a login that can only read. Empty by default: it belongs into the environment or a protected file.</summary>
    [Secret]
    public string ConnectionString { get; init; } = "";

    /// <summary>A file that holds the connection string and that only this account can read. Used when ConnectionString is empty.</summary>
    [PathOption(IsSecretFile = true)]
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
    [RangeOption("1", "10000")]
    public int PageSize { get; init; } = 200;

    /// <summary>How long one statement may take before it is given up and tried again.</summary>
    [RangeOption("1s", "1h")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a statement waits for rows that others have locked. Short, so that nobody waits for VteBridge.</summary>
    [RangeOption("1s", "1h")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Percent of the time that `run` and `sync` may keep the server busy, 1 to 100: after each read they rest, 30 seconds at the
    /// most, so that they never stand still. 100: no rest. A backfill has its own, --max-load.
    /// </summary>
    [RangeOption("1", "100")]
    public int MaxBusyPercent { get; init; } = 100;

    /// <summary>How often a statement is tried again after a transient error, with growing pauses.</summary>
    [RangeOption("0", "20")]
    public int Retries { get; init; } = 4;

    /// <summary>The first of those pauses; each next one is twice as long.</summary>
    [RangeOption("0s", "1h")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    public IEnumerable<OptionProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString) && string.IsNullOrWhiteSpace(ConnectionStringFile))
            yield return new(
                "Vte:ConnectionString",
                "is not set.",
                "Set the environment variable VTEBRIDGE__Vte__ConnectionString, or name a protected file in Vte:ConnectionStringFile, "
                    + "for example 'Server=HOST;Database=VTE9_3;User ID=vtebridge;Password=...' or 'Server=HOST;Database=VTE9_3;Integrated Security=true'."
            );
        if (string.IsNullOrWhiteSpace(Schema))
            yield return new("Vte:Schema", "is empty.", "VTE's tables are usually in 'dbo'.");
    }
}

internal enum TimestampMeaning
{
    Start,
    End,
}
