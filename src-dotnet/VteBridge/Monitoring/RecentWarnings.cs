using Serilog.Core;
using Serilog.Events;

namespace VteBridge.Monitoring;

/// <summary>Keeps the last warnings and errors of the log for the status page, each text once.</summary>
internal sealed class RecentWarnings : ILogEventSink
{
    private const int Kept = 30;
    private const int LongestText = 600;

    private readonly Lock _lock = new();
    private readonly List<LoggedWarning> _lines = [];

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.Level < LogEventLevel.Warning)
            return;
        var text = LogEventText.Of(logEvent);
        var line = new LoggedWarning(
            logEvent.Timestamp.ToUniversalTime(),
            logEvent.Level.ToString(),
            text.Length > LongestText ? text[..LongestText] + "…" : text
        );
        lock (_lock)
        {
            // A text that every cycle logs again must not push out the others.
            var before = _lines.FindIndex(l => l.Text == line.Text && l.Level == line.Level);
            if (before >= 0)
            {
                line = line with { Times = _lines[before].Times + 1 };
                _lines.RemoveAt(before);
            }
            else if (_lines.Count == Kept)
                _lines.RemoveAt(0);
            _lines.Add(line);
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LoggedWarning> Lines()
    {
        lock (_lock)
            return [.. _lines.AsEnumerable().Reverse()];
    }
}
