using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace VteBridge.Cli;

/// <summary>Lines of the log while a progress bar is shown: through the bar's own console, which makes room for them above it.</summary>
internal sealed class LinesBesideBar(Terminal terminal, ITextFormatter formatter) : ILogEventSink
{
    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        formatter.Format(logEvent, line);
        terminal.Beside(line.ToString());
    }
}
