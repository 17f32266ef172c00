using VteBridge.Configuration;

namespace VteBridge.Delivery.Sidecar;

/// <summary>
/// Which Python runs the sidecar, where its package is, and what it finds in its environment. Nothing is looked for in
/// the current folder or in a folder above the program's, where others may be able to put files.
/// </summary>
/// <param name="Python">The full path; as configured where there is no such program.</param>
internal sealed record PythonEnvironment(string Python, string? PackagePath)
{
    private const string Package = "vtebridge_sidecar";

    /// <summary>Where the sidecar finds the PYTHONPATH of this process: it is looked at last, so that it can add to Python but replace nothing.</summary>
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

    /// <summary>Windows' `py` starts the newest Python 3 when told so; elsewhere a `py` is Python itself.</summary>
    public string[] Arguments(string[] arguments) =>
        [.. IsLauncher ? (string[])["-3"] : [], "-m", Package, .. arguments];

    private bool IsLauncher =>
        OperatingSystem.IsWindows()
        && Path.GetFileNameWithoutExtension(Python).Equals("py", StringComparison.OrdinalIgnoreCase);

    /// <summary>A folder of our own: the one that a child starts in is on the path of Python before 3.11.</summary>
    public string WorkingFolder => PackagePath ?? AppContext.BaseDirectory;

    /// <summary>
    /// What the child's environment has other than ours; null takes a variable away. Our own configuration holds the way
    /// into VTE, which is none of its business, and a PYTHONHOME or PYTHONSTARTUP is another program's.
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

    /// <summary>An installed package has the program in its folder `bin`.</summary>
    private static IEnumerable<string> BesideTheProgram()
    {
        var program = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        yield return program.FullName;
        if (program is { Name: "bin", Parent: { } package })
            yield return package.FullName;
    }

    /// <summary>Not left to the system, which looks in the current folder first.</summary>
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
