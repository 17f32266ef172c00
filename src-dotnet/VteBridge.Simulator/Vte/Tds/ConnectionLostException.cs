namespace VteBridge.Simulator.Vte.Tds;

/// <summary>The connection is to be closed without any further reply.</summary>
internal sealed class ConnectionLostException : Exception;
