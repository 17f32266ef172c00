namespace VteBridge.Simulator.Vte.Control;

/// <param name="Rows">How many rows were added, changed, deleted or counted.</param>
/// <param name="Error">What was wrong with the order; nothing was done then.</param>
/// <param name="Stats">For the verb stats.</param>
internal sealed record ControlReply(long Rows = 0, string? Error = null, ControlStats? Stats = null);
