using VteBridge.Delivery.Folders;

namespace VteBridge.Tests.Install;

public sealed class ServiceUnitTests : IDisposable
{
    private static readonly string Unit = Repository.Text("scripts/deploy/vtebridge.service");

    private readonly string _folder = Directory.CreateTempSubdirectory("vtebridge-unit-").FullName;

    [Theory]
    [InlineData("NoNewPrivileges=yes")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("PrivateTmp=yes")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX")]
    [InlineData("StateDirectory=vtebridge")]
    [InlineData("Type=notify")]
    [InlineData("User=vtebridge")]
    public void The_service_is_given_no_more_than_it_needs(string line) => Assert.Contains(line, Lines(Unit));

    [Fact]
    public void A_configuration_that_cannot_be_used_is_not_tried_again()
    {
        Assert.Contains("Restart=on-failure", Lines(Unit));
        Assert.Contains($"RestartPreventExitStatus={ExitCode.Usage}", Lines(Unit));
        Assert.Contains($"SuccessExitStatus={ExitCode.Interrupted}", Lines(Unit));
    }

    [Fact]
    public async Task Systemd_understands_every_line()
    {
        var missing = await Shell.MissingAsync("systemd-analyze", "--version");
        Assert.SkipWhen(missing is not null, missing ?? "");
        var unit = Path.Combine(_folder, "vtebridge.service");
        // The program is replaced, because it is not installed here.
        await File.WriteAllTextAsync(
            unit,
            Unit.Replace("/opt/vtebridge/bin/vtebridge", "/bin/true"),
            TestContext.Current.CancellationToken
        );
        var more = Directory.CreateDirectory(unit + ".d").FullName;
        File.Copy(Repository.PathOf("scripts/deploy/credentials.conf"), Path.Combine(more, "credentials.conf"));

        var (code, output) = await Shell.RunAsync("systemd-analyze", "verify", "--man=no", unit);

        Assert.Equal((0, ""), (code, Concerning(output)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Lines(string unit) => unit.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Only the lines about our unit, because the machine's other units may have their own faults.</summary>
    private static string Concerning(string output) =>
        string.Join('\n', output.Split('\n').Where(line => line.Contains("vtebridge", StringComparison.Ordinal)));
}
