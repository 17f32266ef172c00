namespace VteBridge.Configuration;

/// <summary>Section `Vte`: where the VTE database is and how it is to be read.</summary>
internal sealed record VteOptions
{
    /// <summary>
    /// Connection string, with a login that can only read. Empty by default: set it in the environment or a protected
    /// file.
    /// </summary>
    [Secret]
    public string ConnectionString { get; init; } = "";

    /// <summary>A file that holds the connection string and that only this account can read. Used when ConnectionString is empty.</summary>
    [PathOption(IsSecretFile = true)]
    public string ConnectionStringFile { get; init; } = "";

    /// <summary>The SQL schema of VTE's tables.</summary>
    public string Schema { get; init; } = "dbo";

    /// <summary>Time zone of the Timestamp column, as IANA ("Europe/Oslo") or Windows ("W. Europe Standard Time") name. Required.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Time zones that differ from TimeZone, by IndexData.Hostname or IndexData.Site. The host name is looked up first.</summary>
    public IReadOnlyDictionary<string, string> TimeZones { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether Timestamp is the `Start` or the `End` of the run. With `End`, TestTime is subtracted to get the start.</summary>
    public TimestampMeaning TimestampIs { get; init; } = TimestampMeaning.Start;

    /// <summary>Seconds per unit of TestTime; 0.001 where VTE stores milliseconds.</summary>
    public double TestTimeFactor { get; init; } = 1;

    /// <summary>
    /// Columns with a name that is none of the candidates: logical name ("Run.Serial") to the site's own.
    /// `TestDataText.Step.Result` names the column of one table only.
    /// </summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Tables with another name: VTE's name ("IndexData") to the site's own.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();

    /// <summary>How many runs are read at a time.</summary>
    [RangeOption("1", "10000")]
    public int PageSize { get; init; } = 200;

    /// <summary>How long one statement may take before it is cancelled and tried again.</summary>
    [RangeOption("1s", "1h")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a statement waits for rows that others have locked. Short, so that nobody waits for VteBridge.</summary>
    [RangeOption("1s", "1h")]
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How much of the time `run` and `sync` may keep the server busy, in percent, 1 to 100. They pause after each read,
    /// for at most 30 seconds, so that they never stand still. 100: no pauses. A backfill has its own flag, --max-load.
    /// </summary>
    [RangeOption("1", "100")]
    public int MaxBusyPercent { get; init; } = 100;

    /// <summary>How often a statement is tried again after a transient error, with growing pauses.</summary>
    [RangeOption("0", "20")]
    public int Retries { get; init; } = 4;

    /// <summary>The first of those pauses; each further one is twice as long.</summary>
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
