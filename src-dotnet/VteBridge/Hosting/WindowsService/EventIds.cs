using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace VteBridge.Hosting.WindowsService;

/// <summary>What the Windows Event Log is told, under which number. docs/getting-started.md lists them.</summary>
internal static class EventIds
{
    public static readonly EventId Started = new(1, nameof(Started));
    public static readonly EventId Stopping = new(2, nameof(Stopping));
    public static readonly EventId Stopped = new(3, nameof(Stopped));
    public static readonly EventId Warning = new(100, nameof(Warning));
    public static readonly EventId Error = new(200, nameof(Error));

    /// <summary>0 for what the Event Log is not told: everything below a warning that has none of these numbers.</summary>
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
