using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;

namespace VteBridge.Hosting.WindowsService;

/// <summary>
/// Writes start, stop, warnings and errors of the service to the Windows Event Log. Where the source is not registered
/// ("vtebridge service install" does it), the log files are all there is.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class EventLogSink : ILogEventSink, IDisposable
{
    public const string Source = "VteBridge";

    /// <summary>A message of the Event Log may have 31,839 characters.</summary>
    private const int LongestMessage = 30_000;

    private readonly EventLog _log = new("Application", ".", Source);

    public void Emit(LogEvent logEvent)
    {
        var id = EventIds.Of(logEvent);
        if (id == 0)
            return;
        var type = logEvent.Level switch
        {
            LogEventLevel.Error or LogEventLevel.Fatal => EventLogEntryType.Error,
            LogEventLevel.Warning => EventLogEntryType.Warning,
            _ => EventLogEntryType.Information,
        };
        var text = logEvent.RenderMessage(CultureInfo.InvariantCulture);
        if (logEvent.Exception is { } exception)
            text += $"\n{exception}";
        text = TextSanitiser.Clean(text);
        try
        {
            _log.WriteEntry(text.Length <= LongestMessage ? text : text[..LongestMessage], type, id);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or ArgumentException)
        {
            SelfLog.WriteLine("The Windows Event Log does not take a message: {0}", e.Message);
        }
    }

    public void Dispose() => _log.Dispose();
}
