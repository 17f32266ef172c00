using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using VteBridge.Monitoring.Alerts;
using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring;

/// <summary>
/// What is known of this installation at one moment. Health server, status page, metrics, alerts and `status` read this and
/// nothing else. It is kept in the state folder for the time when nothing runs. Bounded, whatever the plant does.
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

    /// <summary>Why a changed configuration is not used.</summary>
    public string? ConfigurationRefused { get; init; }

    /// <summary>Every run of VTE up to this moment has an outcome, as far as is known.</summary>
    public DateTimeOffset? CompleteThrough { get; init; }
    public Lag Lag { get; init; } = new(null, null);

    /// <summary>Reports delivered per minute over the last ten minutes.</summary>
    public double ReportsPerMinute { get; init; }
    public DestinationStatus? Destination { get; init; }
    public IReadOnlyList<DiskSpace> Disks { get; init; } = [];
    public DeadLetterStatus DeadLetters { get; init; } = new(0, []);

    /// <summary>What the state store has of VTE's last days.</summary>
    public ReportCounts Reports { get; init; } = new();

    /// <summary>The days of which VTE has more than the state store, as the last census found; empty when all is complete.</summary>
    public IReadOnlyList<string> Incomplete { get; init; } = [];

    /// <summary>Reports that wait where nobody takes them; null when none do.</summary>
    public string? LeftBehind { get; init; }

    /// <summary>What reading cost the database server on VTE's last days, the newest first; days of which it did not tell are not there.</summary>
    public IReadOnlyList<ServerCost> Costs { get; init; } = [];

    public bool NightlyIsOn { get; init; }

    /// <summary>What the last seven nightly reconciliations found, oldest first.</summary>
    public IReadOnlyList<NightStatus> Nights { get; init; } = [];

    /// <summary>The last hours with anything in them, oldest first.</summary>
    public IReadOnlyList<HourCounts> Hours { get; init; } = [];

    /// <summary>Of the last day, oldest first.</summary>
    public IReadOnlyList<LagSample> LagSamples { get; init; } = [];

    /// <summary>The alerts that are raised, the oldest first.</summary>
    public IReadOnlyList<ActiveAlert> Alerts { get; init; } = [];

    /// <summary>The last warnings and errors of the log, newest first.</summary>
    public IReadOnlyList<LoggedWarning> Warnings { get; init; } = [];

    /// <summary>Without hours to come, of a time when the clock was wrong.</summary>
    [JsonIgnore]
    public IEnumerable<HourCounts> LastDay => Hours.Where(h => h.Hour > At.AddDays(-1) && h.Hour <= At);

    /// <summary>How long nothing has happened; a process that has just started is given its time.</summary>
    public TimeSpan Silence => At - (LastActivity > Program.StartedAt ? LastActivity.Value : Program.StartedAt);

    /// <summary>Whether nothing has happened for this long, and for longer than lies between two cycles anyway.</summary>
    public bool IsSilentFor(TimeSpan limit) => Silence > limit && Silence > 2 * Program.Interval;
}

/// <summary>What the program is doing.</summary>
internal enum Activity
{
    /// <summary>It has ended, or makes single cycles when called.</summary>
    Stopped,

    /// <summary>It waits for the next cycle.</summary>
    Waiting,
    Syncing,
}

/// <summary>Which program this is, and where it runs.</summary>
/// <param name="StartedAt">Of the process that wrote this.</param>
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

/// <summary>The running cycle. Stage is the source that is read, or the destination; Position and Until are VTE's raw times.</summary>
internal sealed record CurrentCycle(
    DateTimeOffset StartedAt,
    string Stage,
    DateTime? Position,
    DateTime? Until,
    int RunsRead,
    int Delivered
);

/// <summary>
/// How long the oldest run that is not delivered has waited at the most. Reading: in VTE, since <see cref="Snapshot.CompleteThrough"/>.
/// Queue: as a report at the destination. Null where it is not known or nothing waits.
/// </summary>
internal sealed record Lag(TimeSpan? Reading, TimeSpan? Queue)
{
    public TimeSpan? Most => Reading is { } r && Queue is { } q ? (r > q ? r : q) : Reading ?? Queue;
}

/// <summary>The longest lag within the five minutes from here.</summary>
internal sealed record LagSample(DateTimeOffset From, double Seconds);

/// <summary>The destination's folder as last counted.</summary>
/// <param name="Full">Why it takes no more; null when it does.</param>
/// <param name="Trouble">What it said at the end of the last cycle; null when all was well.</param>
/// <param name="Pause">Why nothing is sent at the moment, and for how long; null when nothing is in the way.</param>
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

/// <summary>Free space on the disk of one of our folders; null where it cannot be told.</summary>
internal sealed record DiskSpace(string Use, string Folder, long? FreeMegabytes);

/// <summary>What one hour (UTC) brought.</summary>
/// <param name="Failed">New dead letters.</param>
/// <param name="UnknownCodes">Flags for VTE codes that the configuration does not list.</param>
/// <param name="DeadLetters">How many there were at its end.</param>
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
    /// <summary>As <see cref="SyncSummary.Uploads"/>.</summary>
    public IReadOnlyList<int> Uploads { get; init; } = [];
}

/// <summary>One text of the log, and how often it was logged.</summary>
internal sealed record LoggedWarning(DateTimeOffset At, string Level, string Text, int Times = 1);

/// <summary>`health.json` in the state folder: what people see, and which alerts were sent. A damaged one is started anew.</summary>
internal sealed class SnapshotFile(string stateFolder)
{
    public string Path { get; } = System.IO.Path.Combine(stateFolder, "health.json");

    /// <summary>Null when there is none that can be read.</summary>
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

    /// <exception cref="IOException">The old one is still there.</exception>
    public void Write(Snapshot snapshot) =>
        AtomicFile.Write(Path, SnapshotJson.ToUtf8(snapshot), flush: false, OwnerOnly.FileMode);
}

/// <summary>The one JSON form of a snapshot: of `/health`, of the file, and of `status --json`.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(Snapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext
{
    public static byte[] ToUtf8(Snapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(snapshot, Default.Snapshot);

    /// <summary>Null for something that is no snapshot, or one of a version whose meaning we cannot know.</summary>
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
