using Microsoft.Data.SqlClient;
using VteBridge.Configuration;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Vte;

/// <summary>A site's connection string is used as written, except for settings that gentle reading and retries depend on.</summary>
public sealed class ConnectionStringTests
{
    private const string Server = "Server=x;Database=VTE9_3;";

    [Theory]
    [InlineData("")]
    [InlineData("ApplicationIntent=ReadWrite;ConnectRetryCount=5;MultipleActiveResultSets=true;")]
    [InlineData("Pool Blocking Period=AlwaysBlock;Command Timeout=600;")]
    public void Connection_is_read_only_and_only_we_retry(string site)
    {
        var built = Build(Server + site, new() { CommandTimeout = TimeSpan.FromSeconds(42) });

        Assert.Equal(ApplicationIntent.ReadOnly, built.ApplicationIntent);
        Assert.False(built.MultipleActiveResultSets);
        Assert.Equal(0, built.ConnectRetryCount);
        Assert.Equal(PoolBlockingPeriod.NeverBlock, built.PoolBlockingPeriod);
        Assert.Equal(42, built.CommandTimeout);
    }

    [Fact]
    public void Application_name_is_VteBridge_unless_configured()
    {
        Assert.Equal("VteBridge", Build(Server).ApplicationName);
        Assert.Equal("Quality", Build(Server + "Application Name=Quality").ApplicationName);
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("Encrypt=true", true, false)]
    [InlineData("Encrypt=true;Trust Server Certificate=true", true, true)]
    [InlineData("Encrypt=true;TrustServerCertificate=true", true, true)]
    public void Encryption_is_as_written_and_no_certificate_is_trusted_unasked(
        string site,
        bool encrypted,
        bool trusted
    )
    {
        var built = Build(Server + site);

        Assert.Equal(encrypted, (bool)built.Encrypt);
        Assert.Equal(trusted, built.TrustServerCertificate);
    }

    [Theory]
    [InlineData("Server=plant:1433", "'Server=plant,1433'")]
    [InlineData("Server=tcp:plant.local:51433", "'Server=plant.local,51433'")]
    [InlineData("Server=x;Connect Timeout=0", "1 to 300 seconds")]
    [InlineData("Server=x;Connection Timeout=100000", "1 to 300 seconds")]
    [InlineData("Database=VTE9_3", "names no server")]
    public void What_can_never_work_is_refused_with_its_fix(string text, string says) =>
        Assert.Contains(says, Assert.Throws<OptionsFailure>(() => Build(text)).Message);

    [Theory]
    [InlineData("Server=(localdb)\\MSSQLLocalDB", "on Windows only")]
    [InlineData("Server=np:\\\\plant\\pipe\\sql\\query", "'Server=HOST,1433'")]
    [InlineData("Server=\\\\plant\\pipe\\sql\\query", "'Server=HOST,1433'")]
    public void What_only_Windows_has_is_refused_elsewhere(string text, string says)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "They work on Windows.");
        Assert.Contains(says, Assert.Throws<OptionsFailure>(() => Build(text)).Message);
    }

    [Theory]
    [InlineData("Server=plant,1433")]
    [InlineData("Server=tcp:plant,1433")]
    [InlineData("Server=PLANT\\SQLEXPRESS")]
    [InlineData("Server=fe80::1")]
    [InlineData("Server=.;Connect Timeout=30")]
    public void What_works_is_taken(string text) => Assert.NotNull(Build(text));

    private static SqlConnectionStringBuilder Build(string text, VteOptions? options = null) =>
        ConnectionStrings.Build((options ?? new()) with { ConnectionString = text });
}
