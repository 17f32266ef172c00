using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

/// <summary>Rules for the address of WATS; settings.py of the sidecar has the same rules.</summary>
public sealed class ServerUrlTests
{
    [Theory]
    [InlineData("wats.com", "is not a web address")]
    [InlineData("ftp://wats.com", "is not a web address")]
    [InlineData("http://[x", "is not a web address")]
    [InlineData("https://user:pw@wats.com", "holds a user name")]
    [InlineData("https://wats.com/?a=b", "continues after its path with ? or #")]
    [InlineData("https://wats.com/#top", "continues after its path with ? or #")]
    public void One_that_cannot_be_right_is_refused_in_one_sentence(string url, string says)
    {
        var problem = Assert.Single(new SidecarOptions { ServerUrl = url }.Problems());

        Assert.StartsWith(says, problem.What);
        Assert.DoesNotContain("pw@", problem.What);
    }

    [Theory]
    [InlineData("https://site.wats.com")]
    [InlineData("http://localhost:8080/wats/")]
    public void One_with_a_port_or_a_path_is_taken(string url) =>
        Assert.Empty(new SidecarOptions { ServerUrl = url }.Problems());
}
