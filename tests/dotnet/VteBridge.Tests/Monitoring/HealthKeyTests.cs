using System.Net;
using VteBridge.Configuration;

namespace VteBridge.Tests.Monitoring;

/// <summary>Who needs the key of the health server, and in which forms a request may carry it.</summary>
public sealed class HealthKeyTests
{
    private const string Key = TestServer.Key;

    [Theory]
    [InlineData("", "", true)]
    [InlineData("fifteen-letters", "", false)]
    [InlineData("sixteen-letters!", "", true)]
    public void Key_that_could_be_guessed_is_refused(string key, string file, bool isTaken)
    {
        var options = new HealthOptions { ApiKey = key, ApiKeyFile = file };
        if (isTaken)
            Assert.Equal(key == "" ? null : key, options.Key());
        else
            Assert.Contains("could be guessed", Assert.Throws<OptionsFailure>(() => options.Key()).Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8787", "", true)]
    [InlineData("http://127.7.7.7:8787", "", true)]
    [InlineData("http://[::1]:8787", "", true)]
    [InlineData("http://localhost:8787", "", true)]
    [InlineData("http://0.0.0.0:8787", "", false)]
    [InlineData("http://[::]:8787", "", false)]
    [InlineData("http://192.168.7.3:8787", "", false)]
    [InlineData("http://0.0.0.0:8787", "a key", true)]
    public void Address_that_others_reach_demands_a_key(string url, string key, bool isTaken) =>
        Assert.Equal(
            isTaken,
            !new HealthOptions { Url = url, ApiKey = key }
                .Problems()
                .Any()
        );

    [Theory]
    [InlineData("/", HttpStatusCode.Unauthorized)]
    [InlineData("/health", HttpStatusCode.Unauthorized)]
    [InlineData("/metrics", HttpStatusCode.Unauthorized)]
    [InlineData("/nowhere", HttpStatusCode.Unauthorized)]
    [InlineData("/health/live/", HttpStatusCode.Unauthorized)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/health/ready", HttpStatusCode.OK)]
    public async Task With_a_key_only_the_probes_are_open(string path, HttpStatusCode status)
    {
        await using var server = await TestServer.StartAsync(key: Key);

        using var answer = await server.GetAsync(path);

        Assert.Equal(status, answer.StatusCode);
        Assert.DoesNotContain(
            Key,
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_the_key_ready_tells_names_of_checks_only()
    {
        await using var server = await TestServer.StartAsync(key: Key);

        Assert.DoesNotContain("says", await server.TextAsync("/health/ready"), StringComparison.Ordinal);
        Assert.Contains(
            "says",
            await server.TextAsync("/health/ready", r => r.Headers.Add("X-Api-Key", Key)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("X-Api-Key", Key, true)]
    [InlineData("X-Api-Key", Key + "x", false)]
    [InlineData("X-Api-Key", "", false)]
    [InlineData("Authorization", "Bearer " + Key, true)]
    [InlineData("Authorization", "bearer " + Key, true)]
    [InlineData("Authorization", "Bearer", false)]
    [InlineData("Authorization", "Basic !!!", false)]
    [InlineData("Authorization", "Basic " + "Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZQ==", false)]
    [InlineData("Authorization", "Basic " + "YW55Ym9keTpjb3JyZWN0LWhvcnNlLWJhdHRlcnktc3RhcGxl", true)]
    public async Task The_key_works_as_header_bearer_and_password(string header, string value, bool opens)
    {
        await using var server = await TestServer.StartAsync(key: Key);

        using var answer = await server.GetAsync("/health", r => r.Headers.TryAddWithoutValidation(header, value));

        Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
        if (!opens)
            Assert.Equal("Basic", answer.Headers.WwwAuthenticate.First().Scheme);
    }
}
