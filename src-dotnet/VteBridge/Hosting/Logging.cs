using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;
using VteBridge.Cli;
using VteBridge.Configuration;

namespace VteBridge.Hosting;

/// <summary>Serilog: lines on standard error (only warnings while a progress bar is shown), files, and what the section `Serilog` adds.</summary>
internal static class Logging
{
    private const long Megabyte = 1024 * 1024;

    /// <param name="configuration">Where the section `Serilog` is; null before anything is read.</param>
    /// <param name="bar">The terminal on which a progress bar is shown; null where there is none.</param>
    /// <param name="toFile">Whether this verb writes files, too.</param>
    /// <param name="also">Somebody who follows every line.</param>
    public static Logger Create(
        IConfiguration? configuration,
        LogOptions options,
        bool verbose,
        Terminal? bar,
        bool toFile = false,
        ILogEventSink? also = null
    )
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(verbose && options.Level > LogEventLevel.Debug ? LogEventLevel.Debug : options.Level)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            // A probe every few seconds would fill the log with what the cycles have said already.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            // What keeps the host from starting is thrown, too, and ends `run` with one sentence.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal);
        logger.Enrich.With(new CleanTexts());
        if (bar is null)
            logger.WriteTo.Console(Formatter(options.Format), standardErrorFromLevel: LogEventLevel.Verbose);
        else
            logger.WriteTo.Sink(
                new LinesBesideBar(bar, Formatter(options.Format)),
                verbose ? LogEventLevel.Verbose : LogEventLevel.Warning
            );
        if (toFile && options.ToFile)
            logger.WriteTo.File(
                Formatter(options.Format),
                Path.Combine(options.Folder, options.Format == LogFormat.Json ? "vtebridge-.json" : "vtebridge-.log"),
                rollingInterval: RollingInterval.Day,
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: options.MaxFileMegabytes * Megabyte,
                retainedFileCountLimit: options.MaxFiles,
                retainedFileTimeLimit: TimeSpan.FromDays(options.KeepDays)
            );
        if (also is not null)
            logger.WriteTo.Sink(also);
        if (configuration is not null)
            logger.ReadFrom.Configuration(configuration);
        return logger.CreateLogger();
    }

    private static ITextFormatter Formatter(LogFormat format) =>
        format == LogFormat.Json ? new CleanLines(new JsonFormatter(renderMessage: true)) : new TextLines();
}
