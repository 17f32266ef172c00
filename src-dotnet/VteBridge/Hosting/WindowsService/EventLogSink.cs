using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;

namespace VteBridge.Hosting.WindowsService;

/// <summary>
/// Writes start, stop, warnings and errors of the service to the Windows Event Log. If its source is not registered
/// ("vtebridge service install" does that), there are only the log files.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class EventLogSink : ILogEventSink, IDisposable
{
    public const string Source = "VteBridge";

    /// <summary>A message in the Event Log can have at most 31,839 characters.</summary>
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
            SelfLog.WriteLine("The Windows Event Log did not accept a message: {0}", e.Message);
        }
    }

    public void Dispose() => _log.Dispose();
}

/// <summary>The ids of the entries in the Windows Event Log. docs/getting-started.md lists them.</summary>
internal static class EventIds
{
    public static readonly EventId Started = new(1, nameof(Started));
    public static readonly EventId Stopping = new(2, nameof(Stopping));
    public static readonly EventId Stopped = new(3, nameof(Stopped));
    public static readonly EventId Warning = new(100, nameof(Warning));
    public static readonly EventId Error = new(200, nameof(Error));

    /// <summary>
    /// The id for the Event Log, or 0 for an event that is not written to it: everything below a warning except start and
    /// stop.
    /// </summary>
    public static int Of(LogEvent logEvent) =>
        logEvent.Level switch
        {
            LogEventLevel.Error or LogEventLevel.Fatal => Error.Id,
            LogEventLevel.Warning => Warning.Id,
            _ => Own(logEvent),
        };

    private static int Own(LogEvent logEvent) =>
        logEvent.Properties.GetValueOrDefault("EventId") is StructureValue id
        && id.Properties.FirstOrDefault(p => p.Name == "Id")?.Value is ScalarValue { Value: int number }
        && (number == Started.Id || number == Stopping.Id || number == Stopped.Id)
            ? number
            : 0;
}
