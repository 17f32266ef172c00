namespace VteBridge.Sync;

/// <summary>The counts and problems of a sync cycle or of one step of it. Each step returns its own; the cycle adds them up.</summary>
internal sealed record SyncSummary
{
    public static readonly SyncSummary Nothing = new();

    public int RunsRead { get; init; }
    public int RepairsRead { get; init; }
    public int Unchanged { get; init; }
    public int Deferred { get; init; }

    /// <summary>Runs with a timestamp in the future. They are not read before that time has passed.</summary>
    public long Future { get; init; }
    public DateTime? FirstFuture { get; init; }
    public int Excluded { get; init; }
    public int Rejected { get; init; }
    public int DeadLetters { get; init; }

    /// <summary>Reports of this cycle that WATS accepted, and earlier ones that it has accepted meanwhile.</summary>
    public int Accepted { get; init; }

    /// <summary>Reports of this cycle that were durably handed over but are not yet confirmed by WATS.</summary>
    public int Queued { get; init; }

    /// <summary>How often each flag was raised in the reports of this cycle.</summary>
    public IReadOnlyDictionary<string, int> Flags { get; init; } = new SortedDictionary<string, int>();

    /// <summary>How many reports were accepted how long after they were queued, by <see cref="SyncMetrics.UploadBounds"/>; empty for none.</summary>
    public IReadOnlyList<int> Uploads { get; init; } = [];

    /// <summary>Why the destination took no more reports; null when it took all.</summary>
    public string? DestinationTrouble { get; init; }

    /// <summary>The reports that wait for a retry; null before the destination was looked at.</summary>
    public Retries? Retries { get; init; }

    /// <summary>Why the destination took no more reports, or why some wait for a retry; null when there is no trouble.</summary>
    public string? Trouble => DestinationTrouble ?? Retries?.Text;

    /// <summary>Problems that did not stop the cycle, such as runs that VTE has and the store does not know.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether VTE was read up to the end of the window.</summary>
    public bool ReadAll { get; init; }

    /// <summary>The raw time before which every run has an outcome; null before the first cycle.</summary>
    public DateTime? Checkpoint { get; init; }
    public TimeSpan Elapsed { get; init; }

    public int ExitCode =>
        Trouble is not null ? Core.ExitCode.DestinationUnavailable
        : DeadLetters > 0 || Warnings.Count > 0 ? Core.ExitCode.DeadLetters
        : Core.ExitCode.Done;

    /// <summary>Without the counts of rows that were read and of those that were left unchanged or deferred.</summary>
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

    /// <summary>How often each flag occurs.</summary>
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

/// <summary>Reports that wait for a retry, because WATS failed on them while it took others.</summary>
/// <param name="Why">The reason noted for the last of them; null when none is noted.</param>
internal sealed record Retries(int Count, string? Why)
{
    /// <summary>The retries in one sentence; null when no report waits.</summary>
    public string? Text =>
        Count == 0
            ? null
            : $"{(Count == 1 ? "1 report waits" : $"{Count} reports wait")} to be tried again, because WATS failed on {(Count == 1 ? "it" : "them, last")} with: {(Why ?? "no reason is recorded").TrimEnd('.')}.";
}
