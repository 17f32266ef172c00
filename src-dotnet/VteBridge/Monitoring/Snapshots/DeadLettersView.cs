using VteBridge.State;

namespace VteBridge.Monitoring.Snapshots;

/// <summary>How many there are, and the newest of them without their reports.</summary>
internal sealed record DeadLettersView(int Count, IReadOnlyList<DeadLetterRecord> Newest);
