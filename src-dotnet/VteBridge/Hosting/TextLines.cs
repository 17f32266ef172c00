using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace VteBridge.Hosting;

/// <summary>One line for each event, whatever its texts hold; the exception of an unexpected failure follows indented.</summary>
internal sealed class TextLines : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write(logEvent.Timestamp.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        output.Write(' ');
        output.Write(Level(logEvent.Level));
        output.Write(' ');
        output.WriteLine(LogText.Of(logEvent));
        if (logEvent.Exception is { } exception)
            foreach (var line in exception.ToString().Split('\n'))
                output.WriteLine("    " + TextSanitiser.OneLine(line.TrimEnd('\r')));
    }

    private static string Level(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Verbose => "VRB",
            LogEventLevel.Debug => "DBG",
            LogEventLevel.Information => "INF",
            LogEventLevel.Warning => "WRN",
            LogEventLevel.Error => "ERR",
            _ => "FTL",
        };
}
