using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>
/// Which Python runs the sidecar, where the sidecar's package is, and which environment it gets. Nothing is searched for
/// in the current folder or in a folder above the program's, where others may be able to put files.
/// </summary>
/// <param name="Python">The full path; the configured name if there is no such program.</param>
internal sealed record PythonEnvironment(string Python, string? PackagePath)
{
    private const string Package = "vtebridge_sidecar";

    /// <summary>
    /// The variable that hands our own PYTHONPATH to the sidecar, which searches it last: it can add modules to Python,
    /// but replace none.
    /// </summary>
    private const string OuterPath = "VTEBRIDGE_PYTHONPATH";

    public static PythonEnvironment Find(SidecarOptions options)
    {
        string[] places = [.. BesideTheProgram()];
        var python =
            options.Python != "" ? options.Python
            : places.Select(SidecarOptions.PreparedPython).FirstOrDefault(p => p is not null) is { } prepared ? prepared
            : OperatingSystem.IsWindows() ? "py"
            : "python3";
        return new(
            Path.IsPathRooted(python) ? python : OnPath(python) ?? python,
            places
                .Select(place => Path.Combine(place, "sidecar"))
                .FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, Package)))
        );
    }

    /// <summary>`py` on Windows is a launcher that starts the newest Python 3 with `-3`; elsewhere `py` is Python itself.</summary>
    public string[] Arguments(string[] arguments) =>
        [.. IsLauncher ? (string[])["-3"] : [], "-m", Package, .. arguments];

    private bool IsLauncher =>
        OperatingSystem.IsWindows()
        && Path.GetFileNameWithoutExtension(Python).Equals("py", StringComparison.OrdinalIgnoreCase);

    /// <summary>A folder of our own, because Python before 3.11 searches the folder that it starts in for modules.</summary>
    public string WorkingFolder => PackagePath ?? AppContext.BaseDirectory;

    /// <summary>
    /// How the child's environment differs from ours; null removes a variable. Our own options are removed, because they
    /// can hold the connection string of VTE, which the sidecar must not see. PYTHONHOME, PYTHONSTARTUP and the like are
    /// meant for other programs.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Variables()
    {
        var ours = Environment.GetEnvironmentVariables().Keys.Cast<string>();
        var variables = ours.Where(name =>
                name.StartsWith(OptionsLoader.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("PYTHON", StringComparison.OrdinalIgnoreCase)
            )
            .ToDictionary(name => name, _ => (string?)null);
        variables[OuterPath] = Environment.GetEnvironmentVariable("PYTHONPATH");
        variables["PYTHONPATH"] = PackagePath;
        variables["PYTHONSAFEPATH"] = "1";
        variables["PYTHONUTF8"] = "1";
        variables["PYTHONUNBUFFERED"] = "1";
        return variables;
    }

    /// <summary>The folders to search. An installed package has the program in its folder `bin`, and the rest one folder above.</summary>
    private static IEnumerable<string> BesideTheProgram()
    {
        var program = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        yield return program.FullName;
        if (program is { Name: "bin", Parent: { } package })
            yield return package.FullName;
    }

    /// <summary>Searches PATH itself: the operating system would look in the current folder first.</summary>
    private static string? OnPath(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }
}

/// <summary>The sidecar's command lines. They never have secrets, which go through the environment or a protected file.</summary>
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

    /// <param name="repairs">The repair process and the failures that it must have in WATS; null when there are no repairs.</param>
    /// <param name="report">A file with a report that WATS checks against its own schema; empty for none.</param>
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
