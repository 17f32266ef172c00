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

/// <summary>Section `Sync`: how a cycle walks through VTE.</summary>
internal sealed record SyncOptions
{
    /// <summary>How old a run must be before it is read, so that its rows are all there.</summary>
    [RangeOption("0s", "366d")]
    public TimeSpan SettleDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far before the checkpoint each cycle reads again, for runs that were committed late or edited.</summary>
    [RangeOption("0s", "3660d")]
    public TimeSpan LookBack { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long a run without steps, or one whose rows still change, is waited for.</summary>
    [RangeOption("0s", "366d")]
    public TimeSpan CompletenessWait { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the last days are compared by one aggregate row each, for runs that came or changed later than the look-back; 0: in every cycle.</summary>
    [RangeOption("0s", "366d")]
    public TimeSpan DayCheckInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many days that comparison covers; 0 switches it off.</summary>
    [RangeOption("0", "3650")]
    public int DayCheckDays { get; init; } = 30;

    /// <summary>How often the whole history is counted in VTE and compared with the outcomes; 0: in every cycle.</summary>
    [RangeOption("0s", "366d")]
    public TimeSpan CensusInterval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Where the very first cycle begins, in VTE's local time. Empty: at the oldest run.</summary>
    public DateTime? StartFrom { get; init; }

    /// <summary>Whether repairs are sent as UUR reports.</summary>
    public bool Repairs { get; init; } = true;
}

/// <summary>Section `Reconcile`: what `run` proves every night.</summary>
internal sealed record ReconcileOptions
{
    /// <summary>When `run` reconciles the days before, `hh:mm` in VTE's local time. Empty: it does not.</summary>
    public string Nightly { get; init; } = "02:00";

    /// <summary>How many days before each night it reconciles. A day that was in order is asked of WATS alone in later nights: WATS may take a report back late.</summary>
    [RangeOption("1", "31")]
    public int NightlyDays { get; init; } = 3;

    /// <summary>Null when it is off.</summary>
    public TimeOnly? NightlyTime =>
        TimeOnly.TryParseExact(Nightly, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;

    public IEnumerable<OptionProblem> Problems()
    {
        if (Nightly != "" && NightlyTime is null)
            yield return new(
                "Reconcile:Nightly",
                $"'{Nightly}' is no time of day.",
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

    /// <summary>Where reports wait when Delivery:Folder does not name another folder.</summary>
    public string OwnQueue => Path.Combine(Folder, "queue");

    /// <summary>For how many working days outcomes are remembered after their last change; at least the look-back.</summary>
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

/// <summary>Section `Schedule`: when `run` makes its cycles.</summary>
internal sealed record ScheduleOptions
{
    /// <summary>From the beginning of one cycle to the beginning of the next. A cycle that takes longer is followed by the next at once.</summary>
    [RangeOption("1s", "1d")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon a cycle follows one that failed; each further failure doubles the wait, up to Interval.</summary>
    [RangeOption("1s", "1d")]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the page under way has to end when `run` is asked to stop. Then it is cancelled; the next cycle reads it again.</summary>
    [RangeOption("0s", "10m")]
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>Section `Telemetry`: metrics and traces for a collector of OpenTelemetry. Read when the program starts.</summary>
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

/// <summary>Section `Telemetry:Otlp`: where `sync` and `run` send them.</summary>
internal sealed record OtlpOptions
{
    /// <summary>Address of the collector, such as http://127.0.0.1:4318. Empty: nothing is sent. Headers that it wants, a key for instance, come from the environment variable OTEL_EXPORTER_OTLP_HEADERS.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>How the collector is spoken to.</summary>
    public OtlpProtocol Protocol { get; init; } = OtlpProtocol.Http;

    public bool IsOn => Endpoint != "";
}

internal enum OtlpProtocol
{
    /// <summary>Protobuf over HTTP, to /v1/traces and /v1/metrics below the address; port 4318 by custom.</summary>
    Http,

    /// <summary>Port 4317 by custom.</summary>
    Grpc,
}

/// <summary>Section `Log`: what is written to standard error and, by `run` and `sync`, to files. Read when the program starts.</summary>
internal sealed record LogOptions
{
    /// <summary>The least important lines that are written. Debug has a line for each run.</summary>
    public LogEventLevel Level { get; init; } = LogEventLevel.Information;

    /// <summary>The shape of a line.</summary>
    public LogFormat Format { get; init; } = LogFormat.Text;

    /// <summary>The folder of the log files. Empty: `logs` in the state folder.</summary>
    [PathOption]
    public string Folder { get; init; } = "";

    /// <summary>Whether there are log files at all.</summary>
    public bool ToFile { get; init; } = true;

    /// <summary>A file that has become this large is followed by the next.</summary>
    [RangeOption("1", "1024")]
    public int MaxFileMegabytes { get; init; } = 20;

    /// <summary>The newest files that are kept.</summary>
    [RangeOption("1", "10000")]
    public int MaxFiles { get; init; } = 31;

    /// <summary>How many days files are kept at the most.</summary>
    [RangeOption("1", "3650")]
    public int KeepDays { get; init; } = 31;
}

internal enum LogFormat
{
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}
