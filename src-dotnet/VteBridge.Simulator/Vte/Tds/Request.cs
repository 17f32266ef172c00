namespace VteBridge.Simulator.Vte.Tds;

/// <summary>A message on its way to be answered, and the means to cancel that.</summary>
internal sealed record Request(TdsMessage Message, CancellationTokenSource Cancellation);
