namespace VteBridge.Sync;

/// <summary>What a sync cycle, or one step of it, did. Steps return theirs; the cycle adds them up.</summary>
internal sealed record SyncSummary
{
    public static readonly SyncSummary Nothing = new();

    public int RunsRead { get; init; }
    public int RepairsRead { get; init; }
    public int Unchanged { get; init; }
    public int Deferred { get; init; }

    /// <summary>Runs with a timestamp in the future, which are not read before they are past.</summary>
    public long Future { get; init; }
    public DateTime? FirstFuture { get; init; }
    public int Excluded { get; init; }
    public int Rejected { get; init; }
    public int DeadLetters { get; init; }

    /// <summary>Reports of this cycle, and earlier ones that WATS has accepted meanwhile.</summary>
    public int Accepted { get; init; }

    /// <summary>Reports of this cycle that are durably handed over, not yet confirmed by WATS.</summary>
    public int Queued { get; init; }

    /// <summary>How often each flag was raised in the reports of this cycle.</summary>
    public IReadOnlyDictionary<string, int> Flags { get; init; } = new SortedDictionary<string, int>();

    /// <summary>How many reports were accepted so long after they were queued, by <see cref="SyncMetrics.UploadBounds"/>; empty for none.</summary>
    public IReadOnlyList<int> Uploads { get; init; } = [];

    /// <summary>Why the destination took no more; null when it took everything.</summary>
    public string? DestinationTrouble { get; init; }

    /// <summary>Reports that wait to be tried again; null before the destination was looked at.</summary>
    public Retries? Retries { get; init; }

    /// <summary>Why the destination took no more, or why reports wait to be tried again; null when nothing is in the way.</summary>
    public string? Trouble => DestinationTrouble ?? Retries?.Text;

    /// <summary>What is not as it should be although the cycle went through: runs that VTE has and the store does not know, for instance.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether VTE was read up to the end of the window.</summary>
    public bool ReadAll { get; init; }

    /// <summary>Raw time before which every run has an outcome; null before the first cycle.</summary>
    public DateTime? Checkpoint { get; init; }
    public TimeSpan Elapsed { get; init; }

    public int ExitCode =>
        Trouble is not null ? Core.ExitCode.DestinationUnavailable
        : DeadLetters > 0 || Warnings.Count > 0 ? Core.ExitCode.DeadLetters
        : Core.ExitCode.Done;

    /// <summary>Without what was read and left as it is.</summary>
    public SyncSummary OnlyNews => this with { RunsRead = 0, RepairsRead = 0, Unchanged = 0, Deferred = 0 };

    public static SyncSummary operator +(SyncSummary a, SyncSummary b) =>
        a with
        {
            RunsRead = a.RunsRead + b.RunsRead,
            RepairsRead = a.RepairsRead + b.RepairsRead,
            Unchanged = a.Unchanged + b.Unchanged,
            Deferred = a.Deferred + b.Deferred,
            Future = a.Future + b.Future,
            FirstFuture = a.FirstFuture ?? b.FirstFuture,
            Excluded = a.Excluded + b.Excluded,
            Rejected = a.Rejected + b.Rejected,
            DeadLetters = a.DeadLetters + b.DeadLetters,
            Accepted = a.Accepted + b.Accepted,
            Queued = a.Queued + b.Queued,
            Flags = Sum(a.Flags, b.Flags),
            Uploads = SyncMetrics.Sum(a.Uploads, b.Uploads),
            DestinationTrouble = a.DestinationTrouble ?? b.DestinationTrouble,
            Retries = b.Retries ?? a.Retries,
            Warnings = [.. a.Warnings, .. b.Warnings],
            Checkpoint = b.Checkpoint ?? a.Checkpoint,
            Elapsed = a.Elapsed + b.Elapsed,
        };

    /// <summary>How often each flag stands in these reports.</summary>
    public static IReadOnlyDictionary<string, int> Count(IEnumerable<string> flags) =>
        new SortedDictionary<string, int>(flags.CountBy(f => f).ToDictionary(), StringComparer.Ordinal);

    private static IReadOnlyDictionary<string, int> Sum(
        IReadOnlyDictionary<string, int> a,
        IReadOnlyDictionary<string, int> b
    )
    {
        if (b.Count == 0)
            return a;
        var sum = new SortedDictionary<string, int>(a.ToDictionary(), StringComparer.Ordinal);
        foreach (var (flag, count) in b)
            sum[flag] = sum.GetValueOrDefault(flag) + count;
        return sum;
    }
}

/// <summary>How many reports wait because WATS failed on them while it took others.</summary>
/// <param name="Why">What is noted of the last of them; null for nothing.</param>
internal sealed record Retries(int Count, string? Why)
{
    /// <summary>A sentence; null when none wait.</summary>
    public string? Text =>
        Count == 0
            ? null
            : $"{(Count == 1 ? "1 report waits" : $"{Count} reports wait")} to be tried again, because WATS failed on {(Count == 1 ? "it" : "them, last")} with: {(Why ?? "no reason is noted").TrimEnd('.')}.";
}
