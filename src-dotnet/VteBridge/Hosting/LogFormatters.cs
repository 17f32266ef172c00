using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace VteBridge.Hosting;

/// <summary>One line for each event, whatever its texts hold; the exception of an unexpected failure follows indented.</summary>
internal sealed class TextLogFormatter : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var time = logEvent.Timestamp.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        output.WriteLine($"{time} {Level(logEvent.Level)} {LogEventText.Of(logEvent)}");
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

/// <summary>One JSON object a line, without the characters that a terminal would obey.</summary>
internal sealed class JsonLogFormatter : ITextFormatter
{
    private readonly JsonFormatter _json = new(renderMessage: true);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var line = new StringWriter();
        _json.Format(logEvent, line);
        output.WriteLine(TextSanitiser.OneLine(line.ToString().TrimEnd()));
    }
}

/// <summary>
/// Takes out of every text that is logged what could fake a line or steer a terminal, before any sink sees it: also those
/// that a site adds in the section `Serilog`, with formatters that are not ours.
/// </summary>
internal sealed class SanitisingEnricher : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        foreach (var (name, value) in logEvent.Properties.ToList())
            if (
                value is ScalarValue { Value: string text }
                && TextSanitiser.OneLine(text) is var clean
                && clean != text
            )
                logEvent.AddOrUpdateProperty(new LogEventProperty(name, new ScalarValue(clean)));
    }
}
