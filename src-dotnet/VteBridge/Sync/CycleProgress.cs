using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Where a cycle is. Position and Until are null while the destination settles.</summary>
internal sealed record CycleProgress(string Stage, Position? Position, DateTime? Until, SyncSummary Summary);
