namespace VteBridge.Monitoring.Alerts;

/// <summary>One way of telling somebody.</summary>
internal interface IAlertSink
{
    /// <summary>"webhook" or "mail".</summary>
    string Name { get; }

    /// <summary>Returns when the other side has taken it.</summary>
    /// <exception cref="AlertFailure">It has not; says why without any secret.</exception>
    Task SendAsync(AlertMessage message, CancellationToken stop);
}
