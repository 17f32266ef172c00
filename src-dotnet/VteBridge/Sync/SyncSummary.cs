using VteBridge.Delivery;

namespace VteBridge.Sync;

/// <summary>What one pass did, counted.</summary>
internal sealed class SyncSummary(DateTimeOffset startedAt)
{
    public DateTimeOffset StartedAt { get; } = startedAt;

    public int RunsRead { get; set; }
    public int RepairsRead { get; set; }
    public int Unchanged { get; set; }
    public int HeldBack { get; set; }

    /// <summary>Runs with a timestamp in the future: not read before they are past.</summary>
    public long Future { get; set; }
    public DateTime? FirstFuture { get; set; }
    public int LeftOut { get; set; }
    public int Rejected { get; set; }
    public int DeadLetters { get; set; }

    /// <summary>Reports of this pass, and of earlier ones that WATS has accepted meanwhile.</summary>
    public int Accepted { get; set; }

    /// <summary>Reports of this pass that are with pyWATS, not yet known to be in WATS.</summary>
    public int HandedOver { get; set; }

    /// <summary>How often each flag was raised in the reports of this pass.</summary>
    public SortedDictionary<string, int> Flags { get; } = new(StringComparer.Ordinal);

    /// <summary>Why the outlet took no more; null when it took everything.</summary>
    public string? OutletTrouble { get; set; }

    /// <summary>Whether VTE was read up to the end of the pass's window.</summary>
    public bool ReadAll { get; set; }

    public DateTime? Checkpoint { get; set; }
    public TimeSpan Elapsed { get; set; }

    public int ExitCode =>
        OutletTrouble is not null ? VteBridge.ExitCode.OutletUnavailable
        : DeadLetters > 0 ? VteBridge.ExitCode.DeadLetters
        : VteBridge.ExitCode.Done;

    /// <summary>Adds the counts of a later pass of the same call.</summary>
    public void Add(SyncSummary pass)
    {
        RunsRead += pass.RunsRead;
        RepairsRead += pass.RepairsRead;
        Unchanged += pass.Unchanged;
        HeldBack += pass.HeldBack;
        LeftOut += pass.LeftOut;
        Rejected += pass.Rejected;
        DeadLetters += pass.DeadLetters;
        Accepted += pass.Accepted;
        HandedOver += pass.HandedOver;
        OutletTrouble = pass.OutletTrouble;
        ReadAll = pass.ReadAll;
        Checkpoint = pass.Checkpoint;
        Elapsed += pass.Elapsed;
        foreach (var (flag, count) in pass.Flags)
            Flags[flag] = Flags.GetValueOrDefault(flag) + count;
    }

    public void CountFlags(IEnumerable<string> flags)
    {
        foreach (var flag in flags)
            Flags[flag] = Flags.GetValueOrDefault(flag) + 1;
    }
}
