using VteBridge.Vte;

namespace VteBridge.Sync;

/// <summary>Where a pass is. Position and Until are null while the outlet settles.</summary>
internal sealed record PassProgress(string Stage, Position? Position, DateTime? Until, SyncSummary Summary);
