using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;
using Serilog.Sinks.File;
using VteBridge.Configuration;

namespace VteBridge.Hosting;

/// <summary>
/// The log files, which only this account may use. If they cannot be written (full disk, wrong rights), that is said once
/// on standard error, and the program goes on.
/// </summary>
internal sealed class LogFiles(LogOptions options, TextWriter errors) : ILoggingFailureListener
{
    private const long Megabyte = 1024 * 1024;
    private int _told;

    public void AddTo(LoggerConfiguration logger, Serilog.Formatting.ITextFormatter formatter)
    {
        try
        {
            OwnerOnly.CreateFolder(options.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e);
            return;
        }
        logger.WriteTo.Fallible(
            files =>
                files.File(
                    formatter,
                    Path.Combine(
                        options.Folder,
                        options.Format == LogFormat.Json ? "vtebridge-.json" : "vtebridge-.log"
                    ),
                    rollingInterval: RollingInterval.Day,
                    rollOnFileSizeLimit: true,
                    fileSizeLimitBytes: options.MaxFileMegabytes * Megabyte,
                    retainedFileCountLimit: options.MaxFiles,
                    retainedFileTimeLimit: TimeSpan.FromDays(options.KeepDays),
                    hooks: new OwnerOnlyHooks()
                ),
            this
        );
    }

    public void OnLoggingFailed(
        object sender,
        LoggingFailureKind kind,
        string message,
        IReadOnlyCollection<LogEvent>? events,
        Exception? exception
    ) => Tell(exception);

    /// <summary>Closes the log. On a full disk the last lines may be lost, but closing never fails.</summary>
    public void Close(Logger logger)
    {
        try
        {
            logger.Dispose();
        }
        catch (IOException e)
        {
            Tell(e);
        }
    }

    private void Tell(Exception? e)
    {
        if (Interlocked.Exchange(ref _told, 1) != 0)
            return;
        try
        {
            errors.WriteLine(
                $"vtebridge: warning: the log in '{options.Folder}' cannot be written ({TextSanitiser.OneLine(e?.Message ?? "unknown reason")}); the work goes on without it. Check the disk and the rights of this account."
            );
        }
        catch (IOException)
        {
            // Standard error often goes to the same full disk. Then nobody can be told, and the program goes on all the same.
        }
    }

    private sealed class OwnerOnlyHooks : FileLifecycleHooks
    {
        public override Stream OnFileOpened(string path, Stream underlyingStream, Encoding encoding)
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, OwnerOnly.FileMode);
            return underlyingStream;
        }
    }
}

/// <summary>One line per event, even if its values have line breaks; the exception of an unexpected failure follows, indented.</summary>
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

/// <summary>One JSON object per line, without the characters that a terminal would obey.</summary>
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
/// Removes from every logged text what could fake a line or control a terminal, before any sink gets it. This also covers
/// sinks that a site adds in the section `Serilog`, whose formatters are not ours.
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
