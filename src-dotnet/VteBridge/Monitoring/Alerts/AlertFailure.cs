namespace VteBridge.Monitoring.Alerts;

/// <summary>A message could not be sent. The message says why and never holds an address, a password or what a library made of them.</summary>
internal sealed class AlertFailure(string message) : Exception(message);
