using Microsoft.Extensions.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace VteBridge.Commands;

/// <summary>Serilog: lines on standard error (only warnings while a progress bar is shown), and what the section `Serilog` adds.</summary>
internal static class Logging
{
    private const string Template = "{Timestamp:yyyy-MM-dd HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static Logger Create(IConfiguration? configuration, bool verbose, bool showsProgress)
    {
        var logger = new LoggerConfiguration().MinimumLevel.Is(
            verbose ? LogEventLevel.Debug : LogEventLevel.Information
        );
        logger.WriteTo.Console(
            restrictedToMinimumLevel: showsProgress && !verbose ? LogEventLevel.Warning : LogEventLevel.Verbose,
            outputTemplate: Template,
            standardErrorFromLevel: LogEventLevel.Verbose
        );
        if (configuration is not null)
            logger.ReadFrom.Configuration(configuration);
        return logger.CreateLogger();
    }
}
