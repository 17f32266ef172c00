using Serilog.Core;
using Serilog.Events;

namespace VteBridge.Hosting;

/// <summary>
/// Takes out of every text that is logged what could fake a line or steer a terminal, before any sink sees it: also those
/// that a site adds in the section `Serilog`, with formatters that are not ours.
/// </summary>
internal sealed class CleanTexts : ILogEventEnricher
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
