using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using VteBridge.Monitoring.Alerts;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring;

/// <summary>
/// Everything that is known about this installation at one moment. The health server, status page, metrics, alerts and
/// `status` read only this. It is saved in the state folder, for times when no process runs. Its size is bounded,
/// whatever happens in the plant.
/// </summary>
internal sealed record Snapshot
{
    public const int CurrentFormat = 2;

    public int Format { get; init; } = CurrentFormat;
    public required DateTimeOffset At { get; init; }
    public required ProgramFacts Program { get; init; }
    public Activity Activity { get; init; }

    /// <summary>When the next cycle is due; null while one is running, or when none is planned.</summary>
    public DateTimeOffset? NextCycle { get; init; }
    public CurrentCycle? CurrentCycle { get; init; }
    public CycleEnd? LastCycle { get; init; }
    public DateTimeOffset? LastGoodCycle { get; init; }

    /// <summary>When a cycle last began, made progress or ended.</summary>
    public DateTimeOffset? LastActivity { get; init; }
    public int FailedInARow { get; init; }

    /// <summary>Why a changed configuration is not used; null when it is.</summary>
    public string? ConfigurationRefused { get; init; }

    /// <summary>As far as is known, every run of VTE up to this time has an outcome.</summary>
    public DateTimeOffset? CompleteThrough { get; init; }
    public Lag Lag { get; init; } = new(null, null);

    /// <summary>Reports delivered per minute over the last ten minutes.</summary>
    public double ReportsPerMinute { get; init; }
    public DestinationStatus? Destination { get; init; }
    public IReadOnlyList<DiskSpace> Disks { get; init; } = [];
    public DeadLetterStatus DeadLetters { get; init; } = new(0, []);

    /// <summary>The state store's counts for VTE's last days.</summary>
    public ReportCounts Reports { get; init; } = new();

    /// <summary>Days for which the last census found another number of rows in VTE than of outcomes in the state store.</summary>
    public IReadOnlyList<string> Incomplete { get; init; } = [];

    /// <summary>Says how many reports wait in our own queue although another destination is configured; null when none do.</summary>
    public string? LeftBehind { get; init; }

    /// <summary>
    /// The cost of reading for the database server on VTE's last days, newest first. Days without figures from the server
    /// are left out.
    /// </summary>
    public IReadOnlyList<ServerCost> Costs { get; init; } = [];

    public bool NightlyIsOn { get; init; }

    /// <summary>The results of the last seven nightly reconciles, oldest first.</summary>
    public IReadOnlyList<NightStatus> Nights { get; init; } = [];

    /// <summary>The last hours in which something happened, oldest first.</summary>
    public IReadOnlyList<HourCounts> Hours { get; init; } = [];

    /// <summary>Lag samples of the last day, oldest first.</summary>
    public IReadOnlyList<LagSample> LagSamples { get; init; } = [];

    /// <summary>The alerts that are raised, the oldest first.</summary>
    public IReadOnlyList<ActiveAlert> Alerts { get; init; } = [];

    /// <summary>The last warnings and errors of the log, newest first.</summary>
    public IReadOnlyList<LoggedWarning> Warnings { get; init; } = [];

    /// <summary>The hours of the last day. Future hours, recorded while the clock was wrong, are left out.</summary>
    [JsonIgnore]
    public IEnumerable<HourCounts> LastDay => Hours.Where(h => h.Hour > At.AddDays(-1) && h.Hour <= At);

    /// <summary>How long nothing has happened, counted from the start of the process at the earliest.</summary>
    public TimeSpan Silence => At - (LastActivity > Program.StartedAt ? LastActivity.Value : Program.StartedAt);

    /// <summary>Whether nothing has happened for this long, and also for longer than two intervals between cycles.</summary>
    public bool IsSilentFor(TimeSpan limit) => Silence > limit && Silence > 2 * Program.Interval;
}

/// <summary>What the program is doing.</summary>
internal enum Activity
{
    /// <summary>No process runs, or single cycles are made on request.</summary>
    Stopped,

    /// <summary>It waits for the next cycle.</summary>
    Waiting,
    Syncing,
}

/// <summary>The version of the program, and where it runs.</summary>
/// <param name="StartedAt">When the process that wrote this started.</param>
internal sealed record ProgramFacts(
    string Version,
    string Runtime,
    string Platform,
    string Host,
    int ProcessId,
    DateTimeOffset StartedAt,
    TimeSpan Interval
)
{
    public static ProgramFacts Now(DateTimeOffset startedAt, TimeSpan interval) =>
        new(
            ProgramInfo.Version,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            Environment.MachineName,
            Environment.ProcessId,
            startedAt,
            interval
        );
}

/// <summary>
/// The running cycle. Stage is the source that is being read, or the destination. Position and Until are VTE's raw times.
/// </summary>
internal sealed record CurrentCycle(
    DateTimeOffset StartedAt,
    string Stage,
    DateTime? Position,
    DateTime? Until,
    int RunsRead,
    int Delivered
);

/// <summary>
/// The longest time that an undelivered run can have waited. Reading: in VTE, since <see
/// cref="Snapshot.CompleteThrough"/>. Queue: as a report at the destination. Null when the time is unknown or nothing
/// waits.
/// </summary>
internal sealed record Lag(TimeSpan? Reading, TimeSpan? Queue)
{
    public TimeSpan? Most => Reading is { } r && Queue is { } q ? (r > q ? r : q) : Reading ?? Queue;
}

/// <summary>The longest lag within the five minutes from this time.</summary>
internal sealed record LagSample(DateTimeOffset From, double Seconds);

/// <summary>The state of the destination's folder when it was last counted.</summary>
/// <param name="Full">Why the destination accepts no more; null when it does.</param>
/// <param name="Trouble">Its problem at the end of the last cycle; null when there was none.</param>
/// <param name="Pause">Why nothing is sent at the moment, and until when; null when there is no pause.</param>
internal sealed record DestinationStatus(
    string Name,
    string Folder,
    int Waiting,
    int Taken,
    int Errors,
    DateTimeOffset? OldestWaiting,
    string? Full = null,
    string? Trouble = null,
    string? Pause = null
);

/// <summary>Free space on the disk of one of our folders; null when it is unknown.</summary>
internal sealed record DiskSpace(string Use, string Folder, long? FreeMegabytes);

/// <summary>What happened in one hour (UTC).</summary>
/// <param name="Failed">New dead letters.</param>
/// <param name="UnknownCodes">Flags for VTE codes that the configuration does not list.</param>
/// <param name="DeadLetters">Number of dead letters at the end of the hour.</param>
internal sealed record HourCounts(
    DateTimeOffset Hour,
    int Delivered = 0,
    int Failed = 0,
    int Cycles = 0,
    int FailedCycles = 0,
    int UnknownCodes = 0,
    int? DeadLetters = null
)
{
    /// <summary>In the classes of <see cref="SyncSummary.Uploads"/>.</summary>
    public IReadOnlyList<int> Uploads { get; init; } = [];
}

/// <summary>One text of the log, with how often it was logged.</summary>
internal sealed record LoggedWarning(DateTimeOffset At, string Level, string Text, int Times = 1);

/// <summary>`health.json` in the state folder: the snapshot, including the alerts that were sent. A damaged file is replaced.</summary>
internal sealed class SnapshotFile(string stateFolder)
{
    public string Path { get; } = System.IO.Path.Combine(stateFolder, "health.json");

    /// <summary>Null when there is no readable file.</summary>
    public Snapshot? Read()
    {
        try
        {
            return File.Exists(Path) ? SnapshotJson.Parse(File.ReadAllBytes(Path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="IOException">The file could not be written; the old one is unchanged.</exception>
    public void Write(Snapshot snapshot) =>
        AtomicFile.Write(Path, SnapshotJson.ToUtf8(snapshot), flush: false, OwnerOnly.FileMode);
}

/// <summary>The JSON form of a snapshot, the same for `/health`, the file and `status --json`.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(Snapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext
{
    public static byte[] ToUtf8(Snapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(snapshot, Default.Snapshot);

    /// <summary>Null for text that is no snapshot, or one in another format.</summary>
    public static Snapshot? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var snapshot = JsonSerializer.Deserialize(json, Default.Snapshot);
            return snapshot?.Format == Monitoring.Snapshot.CurrentFormat ? snapshot : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
