using VteBridge.Configuration;
using VteBridge.Delivery.Sidecar;
using VteBridge.Tests.EndToEnd;

namespace VteBridge.Tests.Delivery;

/// <summary>Python and the sidecar's package are never loaded from a place to which other accounts may write.</summary>
public sealed class PythonEnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_package_is_the_one_beside_the_program() =>
        Assert.Equal(
            Path.Combine(AppContext.BaseDirectory, "sidecar"),
            PythonEnvironment.Find(new SidecarOptions()).PackagePath
        );

    [Fact]
    public void A_bare_name_is_looked_for_on_PATH_only()
    {
        Assert.SkipWhen(Python.Missing is not null, Python.Missing ?? "");

        Assert.True(Path.IsPathRooted(PythonEnvironment.Find(new SidecarOptions { Python = Python.Name }).Python));
        Assert.Equal("no-such-python", PythonEnvironment.Find(new SidecarOptions { Python = "no-such-python" }).Python);
    }

    [Theory]
    [InlineData("py", true)]
    [InlineData("PY.EXE", true)]
    [InlineData("python", false)]
    public void Only_the_launcher_of_Windows_is_told_to_start_Python_3(string name, bool isLauncher)
    {
        var arguments = new PythonEnvironment(_folder.Of(name), null).Arguments(["ask"]);

        Assert.Equal(OperatingSystem.IsWindows() && isLauncher ? "-3" : "-m", arguments[0]);
        Assert.Equal("ask", arguments[^1]);
    }

    [Fact]
    public void The_environment_beside_the_configuration_is_used()
    {
        string[] parts = OperatingSystem.IsWindows() ? ["Scripts", "python.exe"] : ["bin", "python"];
        var python = _folder.Of(Path.Combine([".venv-sidecar", .. parts]));
        Directory.CreateDirectory(Path.GetDirectoryName(python)!);
        File.WriteAllText(python, "");

        Assert.Equal(python, Load("{}").Python);
        Assert.Equal("python3", Load("""{"Delivery":{"Sidecar":{"Python":"python3"}}}""").Python);
    }

    [Fact]
    public void Paths_count_from_the_folder_of_the_configuration_and_names_stay()
    {
        var paths = Load("""{"Delivery":{"Sidecar":{"Python":"venv/python","ClientInstance":"client.json"}}}""");
        var names = Load("""{"Delivery":{"Sidecar":{"Python":"python3","ClientInstance":"line7"}}}""");

        Assert.Equal((_folder.Of("venv/python"), _folder.Of("client.json")), (paths.Python, paths.ClientInstance));
        Assert.Equal(("python3", "line7"), (names.Python, names.ClientInstance));
    }

    [Theory]
    [InlineData("line7", "--client-instance")]
    [InlineData("/etc/client_config.json", "--client-config")]
    public void A_client_is_given_by_its_id_or_its_file(string client, string flag) =>
        Assert.Contains(
            $"{flag} {client}",
            string.Join(' ', SidecarArguments.Ask(new SidecarOptions { ClientInstance = client }))
        );

    private SidecarOptions Load(string configuration) =>
        OptionsLoader
            .Load(_folder.Write("appsettings.json", configuration), new Dictionary<string, string?>(), [])
            .Options.Delivery.Sidecar;
}
