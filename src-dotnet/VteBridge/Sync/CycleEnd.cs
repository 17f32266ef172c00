using VteBridge.Mapping;
using VteBridge.State;
using VteBridge.Vte.Reading;

namespace VteBridge.Sync;

/// <summary>The result of one cycle. It is kept as JSON in the state folder, so its members must not be renamed.</summary>
/// <param name="Trouble">Why the cycle failed, or what is wrong with the destination; null when all went well.</param>
/// <param name="NeedsPerson">Whether an early retry would not help or would do harm: repeated failed logins may lock the account.</param>
/// <param name="VteAnswered">Whether the database could be read at all.</param>
/// <param name="CompleteThrough">The moment up to which every run has an outcome; null when that is not known.</param>
internal sealed record CycleEnd(
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    CycleResult Result,
    int ExitCode,
    string? Trouble = null,
    bool NeedsPerson = false,
    bool VteAnswered = false,
    DateTimeOffset? CompleteThrough = null
)
{
    public int RunsRead { get; init; }
    public int RepairsRead { get; init; }
    public int Accepted { get; init; }
    public int Queued { get; init; }
    public int Rejected { get; init; }
    public int DeadLetters { get; init; }
    public int Unchanged { get; init; }
    public int Deferred { get; init; }
    public int Excluded { get; init; }
    public long Future { get; init; }

    /// <summary>Problems that did not stop the cycle.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How often each kind of flag was raised. Details are left out, because there could be any number of them.</summary>
    public IReadOnlyDictionary<string, int> Flags { get; init; } = new SortedDictionary<string, int>();

    /// <summary>As <see cref="SyncSummary.Uploads"/>.</summary>
    public IReadOnlyList<int> Uploads { get; init; } = [];
    public DateTime? Checkpoint { get; init; }

    /// <summary>What reading cost the server; null when the server does not report it.</summary>
    public SessionCost? Cost { get; init; }

    public bool IsGood => Result is CycleResult.Done or CycleResult.DeadLetters;

    public TimeSpan Elapsed => EndedAt - StartedAt;

    public static CycleEnd Of(SyncSummary summary, DateTimeOffset startedAt, DateTimeOffset endedAt) =>
        new CycleEnd(startedAt, endedAt, ResultOf(summary), summary.ExitCode, summary.Trouble, VteAnswered: true).With(
            summary
        );

    /// <summary>Adds the counts of the work that the cycle had done when it ended, complete or not.</summary>
    public CycleEnd With(SyncSummary summary) =>
        this with
        {
            RunsRead = summary.RunsRead,
            RepairsRead = summary.RepairsRead,
            Accepted = summary.Accepted,
            Queued = summary.Queued,
            Rejected = summary.Rejected,
            DeadLetters = summary.DeadLetters,
            Unchanged = summary.Unchanged,
            Deferred = summary.Deferred,
            Excluded = summary.Excluded,
            Future = summary.Future,
            Warnings = summary.Warnings,
            Flags = Kinds(summary.Flags),
            Uploads = summary.Uploads,
            Checkpoint = summary.Checkpoint,
        };

    private static CycleResult ResultOf(SyncSummary summary) =>
        summary.DestinationTrouble is not null ? CycleResult.DestinationTrouble
        : summary.DeadLetters > 0 || summary.Warnings.Count > 0 ? CycleResult.DeadLetters
        : CycleResult.Done;

    private static SortedDictionary<string, int> Kinds(IReadOnlyDictionary<string, int> flags)
    {
        var kinds = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (flag, count) in flags)
            kinds[Mapping.Flags.KindOf(flag)] = kinds.GetValueOrDefault(Mapping.Flags.KindOf(flag)) + count;
        return kinds;
    }
}

/// <summary>How a cycle ended.</summary>
internal enum CycleResult
{
    Done,

    /// <summary>Complete, but some runs need a person, or there are warnings.</summary>
    DeadLetters,

    /// <summary>The destination, or WATS behind it, did not take everything.</summary>
    DestinationTrouble,

    /// <summary>The cycle could not go on.</summary>
    Failed,

    /// <summary>The cycle was asked to stop.</summary>
    Interrupted,
}

/// <summary>A cycle's end in one line.</summary>
internal static class CycleText
{
    public static string Line(CycleEnd end) =>
        end is { Trouble: { } trouble, RunsRead: 0, RepairsRead: 0 } ? trouble
        : end.Trouble is { } also ? $"{Counts(end)}. {also}"
        : Counts(end);

    public static string Counts(CycleEnd end) =>
        $"{end.RunsRead} runs and {end.RepairsRead} repairs read ({end.Unchanged} unchanged, {end.Deferred} deferred, {end.Future} in the future, {end.Excluded} excluded), "
        + $"{end.Accepted} accepted, {end.Queued} queued, {end.Rejected} rejected, {end.DeadLetters} dead letters; "
        + $"checkpoint {end.Checkpoint?.ToString("yyyy-MM-dd HH:mm:ss.fff") ?? "none"}; {end.Elapsed.TotalSeconds:0.0} s"
        + (
            end.Cost is { } cost
                ? $"; on the server {cost.Cpu.TotalSeconds:0.00} s CPU, {cost.LogicalReads} logical reads, {cost.Rows} rows"
                : ""
        );
}
