using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;
using VteBridge.Configuration;
using VteBridge.Hosting.WindowsService;

namespace VteBridge.Hosting;

/// <summary>
/// Sets Serilog up: lines on standard error (only warnings while a progress bar is shown), log files, and what the
/// section `Serilog` adds.
/// </summary>
internal sealed class Logging : IDisposable
{
    private readonly Logger _logger;
    private readonly LogFiles _files;

    /// <param name="configuration">Has the section `Serilog`; null before the configuration is read.</param>
    /// <param name="besideProgress">Writes lines above a progress bar; null when none is shown.</param>
    /// <param name="toFile">Whether this verb also writes log files.</param>
    /// <param name="also">A further sink that gets every event.</param>
    public Logging(
        IConfiguration? configuration,
        LogOptions options,
        bool verbose,
        Action<string>? besideProgress,
        bool toFile = false,
        ILogEventSink? also = null
    )
    {
        _files = new LogFiles(options, Console.Error);
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(verbose && options.Level > LogEventLevel.Debug ? LogEventLevel.Debug : options.Level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // Health checks are polled every few seconds; their log lines would only repeat what the cycles have logged.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            // An error at the start of the host is also thrown and ends `run` with one sentence.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal);
        logger.Enrich.With(new SanitisingEnricher());
        var formatter = Formatter(options.Format);
        if (besideProgress is null)
            logger.WriteTo.Console(formatter, standardErrorFromLevel: LogEventLevel.Verbose);
        else
            logger.WriteTo.Sink(
                new ProgressSink(besideProgress, formatter),
                verbose ? LogEventLevel.Verbose : LogEventLevel.Warning
            );
        if (toFile && options.ToFile)
            _files.AddTo(logger, formatter);
        if (ServiceStart.IsService)
            logger.WriteTo.Sink(new EventLogSink());
        if (also is not null)
            logger.WriteTo.Sink(also);
        if (configuration is not null)
            logger.ReadFrom.Configuration(configuration);
        _logger = logger.CreateLogger();
        Factory = new SerilogLoggerFactory(_logger);
    }

    public ILoggerFactory Factory { get; }

    public Serilog.ILogger Logger => _logger;

    public void Dispose() => _files.Close(_logger);

    private static ITextFormatter Formatter(LogFormat format) =>
        format == LogFormat.Json ? new JsonLogFormatter() : new TextLogFormatter();

    /// <summary>Writes log lines through the console of the progress bar, which makes room for them above the bar.</summary>
    private sealed class ProgressSink(Action<string> write, ITextFormatter formatter) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            using var line = new StringWriter();
            formatter.Format(logEvent, line);
            write(line.ToString());
        }
    }
}
