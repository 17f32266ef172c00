namespace VteBridge.Tests.Install;

/// <summary>These tests take minutes, so they run only with VTEBRIDGE_TEST_PUBLISH=1.</summary>
public sealed class PublishedZipTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vtebridge-zip-").FullName;

    [Fact]
    public async Task A_zip_unpacked_into_an_empty_folder_runs_the_demo()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("VTEBRIDGE_TEST_PUBLISH") == "1",
            "takes minutes; set VTEBRIDGE_TEST_PUBLISH=1 to run it"
        );
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the zip for Linux is tried");
        var (published, said) = await Shell.RunAsync(
            "bash",
            Repository.PathOf("scripts/publish"),
            "--rid",
            "linux-x64",
            "--out",
            _folder
        );
        Assert.True(published == 0, said);
        var zip = Path.Combine(_folder, $"vtebridge-{ProgramInfo.Version}-linux-x64.zip");
        var unpacked = Path.Combine(_folder, "unpacked");

        var (unzipped, errors) = await Shell.RunAsync("unzip", "-q", zip, "-d", unpacked);
        Assert.True(unzipped == 0, errors);
        // Without the .NET SDK: the demo must need only Python and the system's own tools.
        var (code, output) = await Shell.RunAsync(
            "bash",
            "-c",
            $"cd '{unpacked}' && sha256sum --quiet -c SHA256SUMS && DOTNET_ROOT=/nowhere ./demo --runs 250 --json"
        );

        Assert.True(code == 0, output);
        Assert.Contains("\"secondSyncDelivered\": 0", output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
