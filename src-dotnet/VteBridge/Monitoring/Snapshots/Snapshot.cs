using VteBridge.State;
using VteBridge.Sync;

namespace VteBridge.Monitoring.Snapshots;

/// <summary>
/// What is known of this installation at one moment. Health server, status page, metrics, alerts and `status` read this
/// and nothing else; it is kept in the state folder for when nothing runs. Bounded, whatever the plant does.
/// </summary>
internal sealed record Snapshot
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;
    public required DateTimeOffset At { get; init; }
    public required ProgramFacts Program { get; init; }
    public Activity Activity { get; init; }

    /// <summary>When the next cycle is due; null while one is under way, or when none is planned.</summary>
    public DateTimeOffset? NextCycle { get; init; }
    public CurrentCycle? UnderWay { get; init; }
    public CycleEnd? LastCycle { get; init; }
    public DateTimeOffset? LastGoodCycle { get; init; }

    /// <summary>When something last happened: a cycle began, got on or ended.</summary>
    public DateTimeOffset? LastSign { get; init; }
    public int FailedInARow { get; init; }

    /// <summary>Why a changed configuration is not used.</summary>
    public string? ConfigurationRefused { get; init; }

    /// <summary>Every run of VTE's up to here is settled, as far as is known.</summary>
    public DateTimeOffset? CompleteThrough { get; init; }
    public Lag Lag { get; init; } = new(null, null);

    /// <summary>Over the last ten minutes.</summary>
    public double RunsPerMinute { get; init; }
    public DestinationView? Destination { get; init; }
    public IReadOnlyList<DiskView> Disks { get; init; } = [];
    public DeadLettersView DeadLetters { get; init; } = new(0, []);

    /// <summary>What the journal has of the last days of VTE's.</summary>
    public JournalView Journal { get; init; } = new();

    /// <summary>The last hours with anything in them, oldest first.</summary>
    public IReadOnlyList<HourTally> Hours { get; init; } = [];

    /// <summary>Of the last day, oldest first.</summary>
    public IReadOnlyList<LagSample> LagSamples { get; init; } = [];

    /// <summary>The alerts that stand, the oldest first.</summary>
    public IReadOnlyList<RaisedAlert> Alerts { get; init; } = [];

    /// <summary>The last lines of the log that are warnings or worse, newest first.</summary>
    public IReadOnlyList<LoggedWarning> Warnings { get; init; } = [];

    /// <summary>How long nothing has happened; a process that has just started is given its time.</summary>
    public TimeSpan Silence => At - (LastSign > Program.StartedAt ? LastSign.Value : Program.StartedAt);

    /// <summary>Whether nothing has happened for this long, and for longer than lies between two cycles anyway.</summary>
    public bool IsSilentFor(TimeSpan limit) => Silence > limit && Silence > 2 * Program.Interval;
}
