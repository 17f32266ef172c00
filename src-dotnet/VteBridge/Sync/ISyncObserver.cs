using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Follows sync cycles without taking part in them. Called by one cycle at a time; must not throw.</summary>
internal interface ISyncObserver
{
    /// <param name="configurationRefused">Why a changed configuration is not used; null when it is used or has not changed.</param>
    void Begin(BridgeOptions options, string? configurationRefused);

    /// <param name="completeThrough">The moment up to which every run has an outcome; null when that is not known.</param>
    void Report(CycleProgress progress, DateTimeOffset? completeThrough);

    void End(CycleEnd end);
}

/// <summary>How far a cycle has come. Position and Until are null while the cycle waits for receipts.</summary>
internal sealed record CycleProgress(string Stage, Position? Position, DateTime? Until, SyncSummary Summary);
