using System.Text;
using VteBridge.Configuration;
using VteBridge.Hosting;
using VteBridge.Tests.Simulator.Vte;

namespace VteBridge.Tests.Setup;

public sealed class InitTests(SharedPlant shared) : IClassFixture<SharedPlant>, IDisposable
{
    private const string Secret = "S3cret-of-the-test";

    private readonly InitCall _init = new();

    [Fact]
    public async Task A_script_gets_a_configuration_that_loads_and_says_what_it_was_told()
    {
        var code = await _init.RunAsync("Read-only-1", [.. Vte("vtebridge_reader"), .. Folders]);

        Assert.True(code == 0, _init.Errors);
        var options = SiteOptions.Load(_init.File, new Dictionary<string, string?>()).Options;
        Assert.Equal("Europe/Oslo", options.Vte.TimeZone);
        Assert.Equal(10, options.Mapping.DefaultProcessCode);
        Assert.Equal(DestinationNames.Directory, options.Delivery.Destination);
        Assert.Equal(Path.Combine(_init.Folder, "out"), options.Delivery.Folder);
        Assert.Equal(Path.Combine(_init.Folder, "state"), options.State.Folder);
    }

    [Fact]
    public async Task The_file_holds_no_secret_and_the_way_to_set_it_is_told()
    {
        await _init.RunAsync(Secret, [.. Vte("somebody"), .. Folders, "--no-test"]);

        Assert.True(File.Exists(_init.File), _init.Errors);
        Assert.DoesNotContain(Secret, _init.Everything);
        Assert.DoesNotContain("Password", File.ReadAllText(_init.File));
        Assert.Contains("VTEBRIDGE__Vte__ConnectionString=", _init.Errors);
    }

    [Fact]
    public async Task The_connection_string_goes_into_a_file_that_only_this_account_can_read()
    {
        await _init.RunAsync(
            Secret,
            [.. Vte("somebody"), .. Folders, "--no-test", "--connection-file", "vte-connection"]
        );

        var file = Path.Combine(_init.Folder, "vte-connection");
        Assert.Contains(Secret, SecretFile.Read(file, "Vte:ConnectionStringFile"));
        Assert.DoesNotContain(Secret, _init.Everything);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(
            file,
            SiteOptions.Load(_init.File, new Dictionary<string, string?>()).Valid().Vte.ConnectionStringFile
        );
    }

    [Fact]
    public async Task A_password_that_is_not_UTF_8_is_refused_and_not_guessed()
    {
        _init.InputEncoding = Encoding.Latin1;

        var code = await _init.RunAsync("Göteborg", [.. Vte("somebody"), .. Folders, "--no-test"]);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("not UTF-8", _init.Errors);
        Assert.False(File.Exists(_init.File));
    }

    [Fact]
    public async Task A_refused_login_writes_nothing_and_says_which_answer_to_change()
    {
        var code = await _init.RunAsync("wrong", [.. Vte("vtebridge_reader"), .. Folders]);

        Assert.Equal(ExitCode.VteUnavailable, code);
        Assert.Contains("refused the login 'vtebridge_reader'", _init.Output);
        Assert.False(File.Exists(_init.File));
    }

    [Fact]
    public async Task A_file_that_is_there_stays_as_it_is_unless_forced()
    {
        await File.WriteAllTextAsync(_init.File, "{}", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Usage, await _init.RunAsync("x", [.. Vte("somebody"), .. Folders, "--no-test"]));
        Assert.Equal("{}", await File.ReadAllTextAsync(_init.File, TestContext.Current.CancellationToken));

        Assert.Equal(0, await _init.RunAsync("x", [.. Vte("somebody"), .. Folders, "--no-test", "--force"]));
        Assert.Contains("Europe/Oslo", await File.ReadAllTextAsync(_init.File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_script_is_told_everything_that_is_missing_or_wrong_at_once()
    {
        Assert.Equal(ExitCode.Usage, await _init.RunAsync("", "--zone", "Oslo", "--process-code", "final test"));

        Assert.Contains("--server is needed", _init.Errors);
        // On Windows the account itself can log in, without a password.
        if (!OperatingSystem.IsWindows())
            Assert.Contains("--password-stdin is needed", _init.Errors);
        Assert.Contains("\"Europe/Oslo\"", _init.Errors);
        Assert.Contains("'final test' is not a process code", _init.Errors);
        Assert.False(File.Exists(_init.File));
    }

    [Fact]
    public async Task A_connection_string_in_the_environment_is_used_and_stays_there()
    {
        var environment = new Dictionary<string, string>
        {
            ["VTEBRIDGE__Vte__ConnectionString"] = shared.Plant.Server.ConnectionString,
        };

        var code = await _init.RunAsync(environment, "", ["--zone", "Europe/Oslo", "--process-code", "10", .. Folders]);

        Assert.True(code == 0, _init.Errors);
        Assert.DoesNotContain("Connection", File.ReadAllText(_init.File));
    }

    [Theory]
    [InlineData("--from-client")]
    [InlineData("--client-instance")]
    public async Task A_pyWATS_client_gives_its_server_and_keeps_its_token(string flag)
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows(),
            "on Windows the client's folder is the machine's own, not a test's"
        );
        Assert.SkipWhen(Python.Missing is not null, Python.Missing ?? "");
        var folder = Directory.CreateDirectory(Path.Combine(_init.Folder, ".config", "pywats_client"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "config_line7.json"),
            $$"""{"service_address": "https://site.wats.com", "api_token": "{{Secret}}", "location": "Hall 7", "purpose": "Audit"}""",
            TestContext.Current.CancellationToken
        );

        var code = await _init.RunAsync(
            new() { ["HOME"] = _init.Folder },
            "x",
            [.. Vte("somebody"), flag, "line7", "--no-test"]
        );

        Assert.True(code == 0, _init.Errors);
        var options = SiteOptions.Load(_init.File, new Dictionary<string, string?>()).Options;
        Assert.Equal("line7", options.Delivery.Sidecar.ClientInstance);
        Assert.Equal(("Hall 7", "Audit"), (options.Mapping.DefaultLocation, options.Mapping.Purpose));
        Assert.DoesNotContain(Secret, File.ReadAllText(_init.File) + _init.Output + _init.Errors);
    }

    [Fact]
    public async Task An_option_set_for_the_call_is_written_too()
    {
        await _init.RunAsync(
            "x",
            [.. Vte("somebody"), .. Folders, "--no-test", "--set", "Vte:PageSize=50", "--set", "Mapping:Purpose=Audit"]
        );

        var options = SiteOptions.Load(_init.File, new Dictionary<string, string?>()).Options;
        Assert.Equal((50, "Audit"), (options.Vte.PageSize, options.Mapping.Purpose));
    }

    public void Dispose() => _init.Dispose();

    private static readonly string[] Folders = ["--destination", "directory", "--folder", "out"];

    private string[] Vte(string user) =>
        [
            "--server",
            $"127.0.0.1,{shared.Plant.Server.Port}",
            "--login",
            "sql",
            "--user",
            user,
            "--password-stdin",
            "--zone",
            "Europe/Oslo",
            "--process-code",
            "10",
        ];
}
