using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

public sealed class SecretFileTests : IDisposable
{
    private const string Key = "Vte:ConnectionStringFile";

    private readonly string _folder = Directory.CreateTempSubdirectory("vtebridge-secret-").FullName;

    [Fact]
    public void A_file_that_others_can_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists, not modes");

        var refused = Assert.Throws<OptionsFailure>(() =>
            SecretFile.Read(Secret("Server=a", UnixFileMode.GroupRead), Key)
        );

        Assert.Contains("can be read by others. chmod 600", refused.Message);
    }

    [Fact]
    public void A_credential_that_systemd_guards_is_taken_though_its_access_list_shows_as_a_group_right()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "systemd is not there");
        var secret = Secret("Server=a", UnixFileMode.GroupRead);
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", _folder);
        try
        {
            Assert.Equal("Server=a", SecretFile.Read(secret, Key));
        }
        finally
        {
            Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", null);
        }
    }

    [Fact]
    public void Line_ends_around_a_secret_are_no_part_of_it() =>
        Assert.Equal("Server=a", SecretFile.Read(Secret("Server=a\r\n"), Key));

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Contains("is empty", Assert.Throws<OptionsFailure>(() => SecretFile.Read(Secret(" \n"), Key)).Message);

    [Fact]
    public void A_file_that_is_not_there_is_refused_by_its_name() =>
        Assert.Contains(
            "nowhere",
            Assert.Throws<OptionsFailure>(() => SecretFile.Read(Path.Combine(_folder, "nowhere"), Key)).Message
        );

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Secret(string text, UnixFileMode more = UnixFileMode.None)
    {
        var path = Path.Combine(_folder, "secret");
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        return path;
    }
}
