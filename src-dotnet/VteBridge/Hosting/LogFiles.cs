using System.Text;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.File;
using VteBridge.Configuration;

namespace VteBridge.Hosting;

/// <summary>
/// The log files, this account's alone. That they cannot be written (full disk, wrong rights) is said once on standard
/// error and stops nothing else.
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

    /// <summary>Closes the log; what it still had to write may be lost with the disk, never the work.</summary>
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
            // Standard error often goes to the same disk: then nobody can be told, and the work goes on all the same.
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
