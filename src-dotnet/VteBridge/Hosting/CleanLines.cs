using Serilog.Events;
using Serilog.Formatting;

namespace VteBridge.Hosting;

/// <summary>Another formatter's lines without the characters that a terminal would obey.</summary>
internal sealed class CleanLines(ITextFormatter inner) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        var line = new StringWriter();
        inner.Format(logEvent, line);
        output.WriteLine(TextSanitiser.OneLine(line.ToString().TrimEnd()));
    }
}
