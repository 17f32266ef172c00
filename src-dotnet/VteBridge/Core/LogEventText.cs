using System.Globalization;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace VteBridge.Core;

/// <summary>A line of the log as people read it.</summary>
internal static class LogEventText
{
    private static readonly MessageTemplateTextFormatter Message = new("{Message:l}", CultureInfo.InvariantCulture);

    /// <summary>Without the exception, on one line whatever its texts hold.</summary>
    public static string Of(LogEvent logEvent)
    {
        var text = new StringWriter();
        Message.Format(logEvent, text);
        return TextSanitiser.OneLine(text.ToString().ReplaceLineEndings(" "));
    }
}
