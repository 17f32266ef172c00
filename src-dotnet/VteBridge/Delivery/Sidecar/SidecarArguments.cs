using System.Globalization;
using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>The sidecar's command lines. Secrets are never among them: they travel by environment or protected file.</summary>
internal static class SidecarArguments
{
    public static string[] Drain(SidecarOptions options, string queue) =>
        [
            "drain",
            .. Server(options),
            "--queue",
            queue,
            "--once",
            "--until-stdin-closes",
            "--jobs",
            options.Jobs.ToString(CultureInfo.InvariantCulture),
            "--rate",
            options.RatePerMinute.ToString(CultureInfo.InvariantCulture),
            "--keep-completed",
            $"{(long)options.KeepCompleted.TotalSeconds}s",
        ];

    public static string[] Ask(SidecarOptions options) =>
        ["ask", .. Server(options), "--jobs", options.Jobs.ToString(CultureInfo.InvariantCulture)];

    /// <param name="repairs">The repair process and the failures that it must have; null when there are no repairs.</param>
    /// <param name="report">A file with a report for the server's own schema to check; empty for none.</param>
    public static string[] Probe(
        SidecarOptions options,
        IEnumerable<int> processes,
        (int Process, IEnumerable<(string Category, string Code)> Failures)? repairs,
        string report
    ) =>
        [
            "probe",
            .. Server(options),
            "--process",
            string.Join(',', processes),
            .. repairs is { } r
                ?
                [
                    "--repair-process",
                    r.Process.ToString(CultureInfo.InvariantCulture),
                    .. r.Failures.SelectMany(f => new[] { "--failure", f.Category, f.Code }),
                ]
                : Array.Empty<string>(),
            .. Given("--report", report),
        ];

    private static IEnumerable<string> Server(SidecarOptions options) =>
        [
            .. Given("--server", options.ServerUrl),
            .. Given("--token-file", options.TokenFile),
            .. Given(
                Path.IsPathRooted(options.ClientInstance) ? "--client-config" : "--client-instance",
                options.ClientInstance
            ),
            "--timeout",
            options.RequestTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ];

    private static IEnumerable<string> Given(string flag, string value) => value == "" ? [] : [flag, value];
}
