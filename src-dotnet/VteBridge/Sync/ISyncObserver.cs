using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Follows sync cycles without taking part in them. Called by one cycle at a time; must not throw.</summary>
internal interface ISyncObserver
{
    /// <param name="configurationRefused">Why a changed configuration is not used; null when it is.</param>
    void Begin(BridgeOptions options, string? configurationRefused);

    /// <param name="completeThrough">Every run up to this moment has an outcome; null when that is not known.</param>
    void Report(CycleProgress progress, DateTimeOffset? completeThrough);

    void End(CycleEnd end);
}

/// <summary>Where a cycle is. Position and Until are null while the destination settles.</summary>
internal sealed record CycleProgress(string Stage, Position? Position, DateTime? Until, SyncSummary Summary);
