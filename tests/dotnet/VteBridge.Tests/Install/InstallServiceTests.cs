namespace VteBridge.Tests.Install;

/// <summary>The installer of the Linux service, with all its paths below a folder of the test.</summary>
public sealed class InstallServiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vtebridge-install-").FullName;

    private string Package => Path.Combine(_folder, "package");

    private string Root => Path.Combine(_folder, "root");

    [Fact]
    public async Task It_puts_program_unit_and_folders_into_their_places()
    {
        await SkipOrUnpackAsync();

        var output = await InstallAsync();

        Assert.True(File.Exists(InRoot("opt/vtebridge/bin/vtebridge")), output);
        Assert.True(File.Exists(InRoot("opt/vtebridge/sidecar/requirements.txt")));
        Assert.True(File.Exists(InRoot("opt/vtebridge/CHANGELOG.md")), "docs/operations.md sends its reader there");
        Assert.Equal(
            Repository.Text("scripts/deploy/vtebridge.service"),
            File.ReadAllText(InRoot("etc/systemd/system/vtebridge.service"))
        );
        Assert.Equal("/opt/vtebridge/bin/vtebridge", new FileInfo(InRoot("usr/local/bin/vtebridge")).LinkTarget);
        Assert.Contains("vtebridge init", output);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(Mode(7, 0, 0), File.GetUnixFileMode(InRoot("var/lib/vtebridge")));
    }

    [Fact]
    public async Task Again_it_updates_the_program_and_leaves_configuration_secrets_state_and_Python_alone()
    {
        await SkipOrUnpackAsync();
        await InstallAsync();
        string[] kept =
        [
            "etc/vtebridge/appsettings.json",
            "etc/vtebridge/credentials/token",
            "var/lib/vtebridge/checkpoint.json",
            "opt/vtebridge/.venv-sidecar/pyvenv.cfg",
        ];
        foreach (var file in kept)
            Write(InRoot(file), "the site's own");
        Write(InRoot("opt/vtebridge/bin/left-over.dll"), "of an older version");

        await InstallAsync();

        Assert.All(kept, file => Assert.Equal("the site's own", File.ReadAllText(InRoot(file))));
        Assert.False(File.Exists(InRoot("opt/vtebridge/bin/left-over.dll")), "An older version's file is still there.");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(Mode(6, 0, 0), File.GetUnixFileMode(InRoot("etc/vtebridge/credentials/token")));
    }

    [Fact]
    public async Task Uninstalled_the_site_keeps_what_is_its_own_until_it_is_purged()
    {
        await SkipOrUnpackAsync();
        await InstallAsync();
        Write(InRoot("var/lib/vtebridge/checkpoint.json"), "{}");

        await InstallAsync("--uninstall");
        Assert.False(Directory.Exists(InRoot("opt/vtebridge")));
        Assert.False(File.Exists(InRoot("etc/systemd/system/vtebridge.service")));
        Assert.True(File.Exists(InRoot("var/lib/vtebridge/checkpoint.json")));

        await InstallAsync("--uninstall", "--purge");
        Assert.False(Directory.Exists(InRoot("var/lib/vtebridge")));
        Assert.False(Directory.Exists(InRoot("etc/vtebridge")));
    }

    [Fact]
    public async Task Outside_of_a_package_it_says_where_to_run_it()
    {
        await SkipOrUnpackAsync();
        File.Delete(Path.Combine(Package, "bin", "vtebridge"));

        var (code, output) = await Shell.RunAsync("bash", Script, "--root", Root);

        Assert.Equal(1, code);
        Assert.Contains("run it from an unpacked", output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Script => Path.Combine(Package, "scripts", "deploy", "install-service");

    private string InRoot(string path) => Path.Combine(Root, path);

    private async Task<string> InstallAsync(params string[] flags)
    {
        var (code, output) = await Shell.RunAsync("bash", [Script, "--root", Root, .. flags]);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>A package with the real scripts and placeholders for the large parts.</summary>
    private async Task SkipOrUnpackAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the service is systemd's");
        var missing = await Shell.MissingAsync("bash", "--version");
        Assert.SkipWhen(missing is not null, missing ?? "");
        foreach (
            var file in new[]
            {
                "bin/vtebridge",
                "sidecar/requirements.txt",
                "docs/operations.md",
                "licences/licences.md",
                "README.md",
                "LICENSE",
                "CHANGELOG.md",
                "sbom.cdx.json",
                "SHA256SUMS",
            }
        )
            Write(Path.Combine(Package, file), "#!/bin/sh\necho 1.2.3\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(Package, "bin", "vtebridge"), Mode(7, 5, 5));
        foreach (var name in new[] { "install-service", "vtebridge.service" })
            Write(Path.Combine(Package, "scripts", "deploy", name), Repository.Text($"scripts/deploy/{name}"));
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static UnixFileMode Mode(int user, int group, int other) => (UnixFileMode)(user * 64 + group * 8 + other);
}
