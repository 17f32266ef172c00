using VteBridge.State;

namespace VteBridge.Sync;

/// <summary>What one cycle did, counted.</summary>
internal sealed class SyncSummary(DateTimeOffset startedAt)
{
    public DateTimeOffset StartedAt { get; } = startedAt;

    public int RunsRead { get; set; }
    public int RepairsRead { get; set; }
    public int Unchanged { get; set; }
    public int Deferred { get; set; }

    /// <summary>Runs with a timestamp in the future: not read before they are past.</summary>
    public long Future { get; set; }
    public DateTime? FirstFuture { get; set; }
    public int Excluded { get; set; }
    public int Rejected { get; set; }
    public int DeadLetters { get; set; }

    /// <summary>Reports of this cycle, and of earlier ones that WATS has accepted meanwhile.</summary>
    public int Accepted { get; set; }

    /// <summary>Reports of this cycle that are with pyWATS, not yet known to be in WATS.</summary>
    public int Queued { get; set; }

    /// <summary>How often each flag was raised in the reports of this cycle.</summary>
    public SortedDictionary<string, int> Flags { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the destination took no more; null when it took everything.</summary>
    public string? DestinationTrouble { get; set; }

    /// <summary>Whether VTE was read up to the end of the cycle's window.</summary>
    public bool ReadAll { get; set; }

    public DateTime? Checkpoint { get; set; }
    public TimeSpan Elapsed { get; set; }

    public int ExitCode =>
        DestinationTrouble is not null ? Core.ExitCode.DestinationUnavailable
        : DeadLetters > 0 ? Core.ExitCode.DeadLetters
        : Core.ExitCode.Done;

    /// <summary>Adds the counts of a later cycle of the same call.</summary>
    public void Add(SyncSummary cycle)
    {
        RunsRead += cycle.RunsRead;
        RepairsRead += cycle.RepairsRead;
        Unchanged += cycle.Unchanged;
        Deferred += cycle.Deferred;
        Excluded += cycle.Excluded;
        Rejected += cycle.Rejected;
        DeadLetters += cycle.DeadLetters;
        Accepted += cycle.Accepted;
        Queued += cycle.Queued;
        DestinationTrouble = cycle.DestinationTrouble;
        ReadAll = cycle.ReadAll;
        Checkpoint = cycle.Checkpoint;
        Elapsed += cycle.Elapsed;
        foreach (var (flag, count) in cycle.Flags)
            Flags[flag] = Flags.GetValueOrDefault(flag) + count;
    }

    public void CountFlags(IEnumerable<string> flags)
    {
        foreach (var flag in flags)
            Flags[flag] = Flags.GetValueOrDefault(flag) + 1;
    }
}
