using Serilog.Core;
using Serilog.Events;
using VteBridge.Health.Snapshots;

namespace VteBridge.Health;

/// <summary>Keeps the last lines of the log that are warnings or worse, for the status page.</summary>
internal sealed class RecentWarnings : ILogEventSink
{
    private const int Kept = 30;
    private const int LongestText = 600;

    private readonly Lock _lock = new();
    private readonly Queue<LoggedWarning> _lines = new();

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Warning)
            return;
        var text = LogText.Of(logEvent);
        var line = new LoggedWarning(
            logEvent.Timestamp.ToUniversalTime(),
            logEvent.Level.ToString(),
            text.Length > LongestText ? text[..LongestText] + "…" : text
        );
        lock (_lock)
        {
            if (_lines.Count == Kept)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LoggedWarning> Lines()
    {
        lock (_lock)
            return [.. _lines.Reverse()];
    }
}
