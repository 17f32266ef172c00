using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using VteBridge.Configuration;
using VteBridge.Vte.Reading;

namespace VteBridge.Tests.Vte;

/// <summary>Servers that refuse or do not answer the login: one sentence with the remedy, after a short wait.</summary>
public sealed class LoginTests
{
    [Fact]
    public async Task Unanswered_login_is_called_unanswered()
    {
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        var port = ((IPEndPoint)mute.LocalEndpoint).Port;

        var failure = await FailureAsync($"Server=127.0.0.1,{port};User ID=x;Password=y;Connect Timeout=1");

        Assert.Contains("does not answer the login within 1 s", failure.Message);
        Assert.DoesNotContain("CommandTimeout", failure.Message);
    }

    [Fact]
    public async Task Server_without_encryption_is_not_asked_twice()
    {
        await using var plant = await EndToEnd.Plant.EmptyAsync();

        var failure = await FailureAsync(plant.Server.ConnectionString + ";Encrypt=true;Pooling=false");

        Assert.Contains("does not encrypt connections", failure.Message);
        Assert.InRange(plant.Server.Statistics.ConnectionsOpened, 0, 1);
    }

    [Theory]
    [InlineData("localhost", 30, false)]
    [InlineData("localhost", -30, false)]
    [InlineData("other.example", 30, false)]
    [InlineData("localhost", 30, true)]
    public async Task Untrusted_certificate_is_named_and_not_asked_for_twice(string name, int lastDay, bool isStrict)
    {
        await using var server = new EndToEnd.TlsServer(
            name,
            DateTimeOffset.UtcNow.AddDays(lastDay),
            isStrict ? null : TdsHandshake.BeginAsync
        );

        var failure = await FailureAsync(
            $"Server=localhost,{server.Port};User ID=x;Password=y;Pooling=false;Encrypt={(isStrict ? "strict" : "true")}"
        );

        Assert.Contains("is not trusted", failure.Message);
        Assert.Contains("ServerCertificate=FILE", failure.Message);
        Assert.Equal(!isStrict, failure.Message.Contains("TrustServerCertificate=true", StringComparison.Ordinal));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("strict")]
    public async Task Certificate_that_is_named_by_its_file_is_trusted(string encrypt)
    {
        await using var server = new EndToEnd.TlsServer(
            "localhost",
            DateTimeOffset.UtcNow.AddDays(30),
            encrypt == "strict" ? null : TdsHandshake.BeginAsync
        );
        using var folder = new EndToEnd.TemporaryFolder();
        var file = folder.Of("server.pem");
        await File.WriteAllTextAsync(file, server.Certificate, TestContext.Current.CancellationToken);

        var failure = await FailureAsync(
            $"Server=localhost,{server.Port};User ID=x;Password=y;Pooling=false;Connect Timeout=1;Encrypt={encrypt};ServerCertificate={file}"
        );

        Assert.DoesNotContain("certificate", failure.Message);
    }

    [Fact]
    public async Task Integrated_login_without_ticket_says_how_to_get_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows always has one.");
        await using var plant = await EndToEnd.Plant.EmptyAsync();

        var failure = await FailureAsync($"Server=127.0.0.1,{plant.Server.Port};Integrated Security=true");

        Assert.Contains("kinit", failure.Message);
    }

    private static async Task<VteFailure> FailureAsync(string connection)
    {
        var options = new VteOptions
        {
            ConnectionString = connection,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Retries = 4,
        };
        await using var vte = new VteConnection(options, TimeProvider.System, NullLogger.Instance);
        return await Assert.ThrowsAsync<VteFailure>(() =>
            DatabaseClock.ReadAsync(vte, TestContext.Current.CancellationToken)
        );
    }
}
