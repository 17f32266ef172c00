namespace VteBridge.Monitoring.Snapshots;

/// <summary>An alert that stands.</summary>
internal sealed record RaisedAlert(string Rule, DateTimeOffset Since, string What, string Fix);
