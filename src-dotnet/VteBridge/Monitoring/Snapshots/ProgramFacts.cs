using System.Runtime.InteropServices;

namespace VteBridge.Monitoring.Snapshots;

/// <summary>Which program this is, and where it runs.</summary>
/// <param name="StartedAt">Of the process that wrote this.</param>
internal sealed record ProgramFacts(
    string Version,
    string Runtime,
    string Platform,
    string Host,
    int ProcessId,
    DateTimeOffset StartedAt,
    TimeSpan Interval
)
{
    public static ProgramFacts Now(DateTimeOffset startedAt, TimeSpan interval) =>
        new(
            ProgramInfo.Version,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            Environment.MachineName,
            Environment.ProcessId,
            startedAt,
            interval
        );
}
