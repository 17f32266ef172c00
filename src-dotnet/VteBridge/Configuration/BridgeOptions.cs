using Serilog.Events;

namespace VteBridge.Configuration;

/// <summary>The whole configuration; one property per section of appsettings.json.</summary>
internal sealed record BridgeOptions
{
    public VteOptions Vte { get; init; } = new();
    public SyncOptions Sync { get; init; } = new();
    public MappingOptions Mapping { get; init; } = new();
    public DeliveryOptions Delivery { get; init; } = new();
    public ReconcileOptions Reconcile { get; init; } = new();
    public StateOptions State { get; init; } = new();
    public ScheduleOptions Schedule { get; init; } = new();
    public HealthOptions Health { get; init; } = new();
    public AlertOptions Alerts { get; init; } = new();
    public TelemetryOptions Telemetry { get; init; } = new();
    public LogOptions Log { get; init; } = new();
}

/// <summary>Section `Sync`: how a cycle reads VTE.</summary>
internal sealed record SyncOptions
{
    /// <summary>How old a run must be before it is read, so that all its rows are there.</summary>
    [RangeOption("0s", "366d")]
    public TimeSpan SettleDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far before the checkpoint each cycle reads again, to find runs that were committed late or edited.</summary>
    [RangeOption("0s", "3660d")]
    public TimeSpan LookBack { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long a run is deferred that has no steps yet, or whose rows still change.</summary>
    [RangeOption("0s", "366d")]
    public TimeSpan CompletenessWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How often the last days are compared with VTE, one aggregate row per day, to find runs that came or changed later
    /// than the look-back; 0: in every cycle.
    /// </summary>
    [RangeOption("0s", "366d")]
    public TimeSpan DayCheckInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many days that comparison covers; 0 switches it off.</summary>
    [RangeOption("0", "3650")]
    public int DayCheckDays { get; init; } = 30;

    /// <summary>How often the whole history in VTE is counted and compared with the outcomes; 0: in every cycle.</summary>
    [RangeOption("0s", "366d")]
    public TimeSpan CensusInterval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Where the very first cycle and the census begin, in VTE's local time. Empty: at the oldest run.</summary>
    public DateTime? StartFrom { get; init; }

    /// <summary>Whether repairs are sent as UUR reports.</summary>
    public bool Repairs { get; init; } = true;
}

/// <summary>Section `Reconcile`: the reconcile that `run` makes every night.</summary>
internal sealed record ReconcileOptions
{
    /// <summary>When `run` reconciles the previous days, `hh:mm` in VTE's local time. Empty: never.</summary>
    public string Nightly { get; init; } = "02:00";

    /// <summary>
    /// How many days before each night it reconciles. In later nights, a day that was in order is only checked in WATS,
    /// because a report may still disappear there.
    /// </summary>
    [RangeOption("1", "31")]
    public int NightlyDays { get; init; } = 3;

    /// <summary>The time in Nightly; null when it is empty or no time.</summary>
    public TimeOnly? NightlyTime =>
        TimeOnly.TryParseExact(Nightly, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    public IEnumerable<OptionProblem> Problems()
    {
        if (Nightly != "" && NightlyTime is null)
            yield return new(
                "Reconcile:Nightly",
                $"'{Nightly}' is not a time of day.",
                "Write it as 02:00, or empty for no nightly reconcile."
            );
    }
}

/// <summary>Section `State`: what VteBridge remembers between cycles.</summary>
internal sealed record StateOptions
{
    /// <summary>The folder of the state store and the lock; one writer at a time. Relative to the configuration file.</summary>
    [PathOption]
    public string Folder { get; init; } = "state";

    /// <summary>Where reports wait when Delivery:Folder is empty.</summary>
    public string OwnQueue => Path.Combine(Folder, "queue");

    /// <summary>
    /// How many days outcomes are kept after their last change, at least the look-back. Only days on which VteBridge ran
    /// are counted.
    /// </summary>
    public int KeepDays { get; init; } = 400;

    public IEnumerable<OptionProblem> Problems(SyncOptions sync)
    {
        if (string.IsNullOrWhiteSpace(Folder))
            yield return new(
                "State:Folder",
                "is empty.",
                "Name a folder on a local disk that only this installation uses."
            );
        if (KeepDays < 1 || TimeSpan.FromDays(KeepDays) < sync.LookBack)
            yield return new(
                "State:KeepDays",
                $"{KeepDays} days is less than the look-back (or less than 1).",
                "Keep outcomes at least as long as Sync:LookBack."
            );
    }
}

/// <summary>Section `Schedule`: when `run` starts its cycles.</summary>
internal sealed record ScheduleOptions
{
    /// <summary>
    /// Time from the start of one cycle to the start of the next. A cycle that takes longer is followed by the next at
    /// once.
    /// </summary>
    [RangeOption("1s", "1d")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon a cycle follows one that failed; each further failure doubles the wait, up to Interval.</summary>
    [RangeOption("1s", "1d")]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long the page in progress has to finish when `run` is asked to stop. After that it is cancelled, and the next
    /// cycle reads it again.
    /// </summary>
    [RangeOption("0s", "10m")]
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Section `Telemetry`: metrics and traces for an OpenTelemetry collector. Read when the program starts.</summary>
internal sealed record TelemetryOptions
{
    public OtlpOptions Otlp { get; init; } = new();

    public IEnumerable<OptionProblem> Problems()
    {
        if (Otlp.IsOn && SidecarOptions.UrlProblem(Otlp.Endpoint) is { } wrong)
            yield return new(
                "Telemetry:Otlp:Endpoint",
                wrong + ".",
                "Write it as http://collector:4318 (HTTP) or http://collector:4317 (Grpc)."
            );
    }
}

/// <summary>Section `Telemetry:Otlp`: where `sync` and `run` send metrics and traces.</summary>
internal sealed record OtlpOptions
{
    /// <summary>
    /// Address of the collector, such as http://127.0.0.1:4318. Empty: nothing is sent. Headers that the collector
    /// requires, such as a key, come from the environment variable OTEL_EXPORTER_OTLP_HEADERS.
    /// </summary>
    public string Endpoint { get; init; } = "";

    /// <summary>The protocol that the collector expects.</summary>
    public OtlpProtocol Protocol { get; init; } = OtlpProtocol.Http;

    public bool IsOn => Endpoint != "";
}

internal enum OtlpProtocol
{
    /// <summary>Protobuf over HTTP, to /v1/traces and /v1/metrics below the address; usually port 4318.</summary>
    Http,

    /// <summary>gRPC; usually port 4317.</summary>
    Grpc,
}

/// <summary>Section `Log`: what is written to standard error and, by `run` and `sync`, to files. Read when the program starts.</summary>
internal sealed record LogOptions
{
    /// <summary>The lowest level of lines that are written. Debug writes a line for each run.</summary>
    public LogEventLevel Level { get; init; } = LogEventLevel.Information;

    /// <summary>The format of a line.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>The folder of the log files. Empty: `logs` in the state folder.</summary>
    [PathOption]
    public string Folder { get; init; } = "";

    /// <summary>Whether log files are written.</summary>
    public bool ToFile { get; init; } = true;

    /// <summary>The size at which a new log file is started.</summary>
    [RangeOption("1", "1024")]
    public int MaxFileMegabytes { get; init; } = 20;

    /// <summary>How many log files are kept at most.</summary>
    [RangeOption("1", "10000")]
    public int MaxFiles { get; init; } = 31;

    /// <summary>How many days log files are kept at most.</summary>
    [RangeOption("1", "3650")]
    public int KeepDays { get; init; } = 31;
}

internal enum LogFormat
{
    Text,

    /// <summary>One JSON object per line.</summary>
    Json,
}
